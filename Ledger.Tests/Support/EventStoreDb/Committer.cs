namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Writes appends for one node, with what the hooks have to say about it.</summary>
internal sealed class Committer(ProtocolNode node, ServerLog log, Membership membership, ServerBehaviour behaviour)
{
    /// <summary>Without hooks.</summary>
    /// <exception cref="GrpcFailure">The node does not lead, and the call insists on it.</exception>
    public AppendOutcome Commit(ProposedAppend append, bool requiresLeader)
    {
        membership.CheckLeader(node, requiresLeader);
        return membership.Leader is null ? AppendOutcome.Refused.NotReady : log.Append(append);
    }

    /// <exception cref="BrokenCallException">A hook threw.</exception>
    /// <exception cref="GrpcFailure">The node does not lead, and the call insists on it.</exception>
    public async Task<AppendOutcome> CommitAsync(ProposedAppend append, bool requiresLeader, bool isBatch)
    {
        var flight = new AppendInFlight(node, append.Stream, [.. append.Events.Select(e => e.Id)], isBatch);
        await RunAsync(behaviour.BeforeCommit, flight);
        if (flight.Refusal is { } before)
        {
            return new AppendOutcome.Refused(before);
        }

        var outcome = Commit(append, requiresLeader);
        await RunAsync(behaviour.AfterCommit, flight);
        return flight.Refusal is { } after ? new AppendOutcome.Refused(after) : outcome;
    }

    private static async Task RunAsync(Func<AppendInFlight, Task>? hook, AppendInFlight flight)
    {
        try
        {
            await (hook?.Invoke(flight) ?? Task.CompletedTask);
        }
        catch (Exception e)
        {
            // Whatever a test throws, it means the same.
            throw new BrokenCallException(e);
        }
    }
}

/// <summary>The call ends without an answer.</summary>
internal sealed class BrokenCallException(Exception cause) : Exception("A hook broke the call.", cause);
