using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Mailboxes;

/// <summary>Decides orders one after the other, each on the state that the ones before it will leave. No I/O.</summary>
internal sealed class Planner<TCommand, TState, TEvent>(
    MailboxParts<TCommand, TState, TEvent> parts, Plan<TCommand, TState, TEvent> plan)
    where TState : class
    where TEvent : class
{
    // What remains of an append when the last order joins it: one order's events are far smaller, but for a closing, which is reckoned up.
    private const int Margin = 64 * 1024;
    // Nobody ordered it.
    private const string LedgerActor = "ledger";

    private readonly Dictionary<Guid, (string? Hash, Func<Position, Outcome<TEvent>.Committed> Answer)> _planned = [];
    private readonly Dictionary<Guid, Fact<TEvent>> _claimed = [];
    private DateTimeOffset _asked;

    private bool IsFull => plan.Size + Margin + (parts.Decider.Closing?.MaxSize(plan.After.State) ?? 0) >= IEventStore.MaxAppendSize;

    /// <summary>
    /// Adds an order that is known not to have been carried out before, unless an order of this plan is the same, and what is due before it.
    /// </summary>
    /// <returns>False where it does not fit any more.</returns>
    public bool TryAdd(Submission<TCommand, TEvent> submission)
    {
        if (IsFull)
        {
            return false;
        }

        var order = submission.Order;
        if (submission.MayBeRepeated && _planned.TryGetValue(order.TransactionId!.Value, out var first))
        {
            if (first.Hash == order.CommandHash)
            {
                Answer(submission, AnswerBasis.Append, position => first.Answer(position) with { Replayed = true });
            }
            else
            {
                Answer(submission, AnswerBasis.State, _ => new Outcome<TEvent>.KeyReused(order.TransactionId.Value));
            }

            return true;
        }

        if ((order.Claim is { } claim && _claimed.TryGetValue(claim, out var taken)) || (order.Unless is { } unless && _claimed.TryGetValue(unless, out taken)))
        {
            Answer(submission, AnswerBasis.State, _ => new Outcome<TEvent>.Claimed(taken));
            return true;
        }

        // Before what is due changes it: the client speaks of what it saw.
        var revision = plan.After.Revision;
        if (order.IfRevision is { } asked && asked != revision)
        {
            Answer(submission, AnswerBasis.State, _ => new Outcome<TEvent>.RevisionDiffers(revision));
            return true;
        }

        // One moment for what is due and for the order itself: nothing becomes due in between.
        _asked = Instant.Truncate(parts.Time.GetUtcNow());
        if (!TryRecordWhatIsDue(order))
        {
            return false;
        }

        Decision<TEvent> decision;
        try
        {
            decision = parts.Decider.Decide(order.Command, plan.After.State);
        }
        // A decider that throws is a bug, and that of this one order: the others of the batch are carried out.
        catch (Exception fault)
        {
            submission.TrySetException(fault);
            Answer(submission, AnswerBasis.State, _ => Outcome<TEvent>.Contended.Instance);
            return true;
        }

        Add(submission, decision);
        return true;
    }

    /// <summary>Adds an order whose outcome is already in the history.</summary>
    public void AddRecorded(Submission<TCommand, TEvent> submission, Outcome<TEvent> recorded) => Answer(submission, AnswerBasis.History, _ => recorded);

    /// <summary>What happens by itself is recorded before the next command, and whether or not that comes about.</summary>
    /// <returns>False where the append is full before it is done.</returns>
    private bool TryRecordWhatIsDue(Order<TCommand> order)
    {
        while (parts.Decider.Due(plan.After.State, Now()) is { } due)
        {
            if (IsFull)
            {
                return false;
            }

            RecordAs(due.Event, new(order.CorrelationId, order.CorrelationId, LedgerActor, Now(), due.TransactionId, CommandHash: null));
        }

        return true;
    }

    private void Add(Submission<TCommand, TEvent> submission, Decision<TEvent> decision)
    {
        switch (decision)
        {
            case Decision<TEvent>.Rejected rejected:
                Answer(submission, AnswerBasis.State, _ => new Outcome<TEvent>.Rejected(rejected.Reason));
                break;
            case Decision<TEvent>.Accepted { Events.Count: 0 }:
                Answer(submission, AnswerBasis.State, position => new Outcome<TEvent>.Unchanged(Position.Max(position, plan.Before.Position)));
                break;
            case Decision<TEvent>.Accepted accepted:
                var facts = accepted.Events.Select(e => Record(e, submission.Order)).ToList();
                Outcome<TEvent>.Committed AnswerAt(Position position) => new(facts, position, Replayed: false);
                Answer(submission, AnswerBasis.Append, AnswerAt);
                if (submission.MayBeRepeated)
                {
                    _planned[submission.Order.TransactionId!.Value] = (submission.Order.CommandHash, AnswerAt);
                }

                break;
            default:
                throw new InvalidOperationException("A decision is accepted or rejected.");
        }
    }

    private Fact<TEvent> Record(TEvent e, Order<TCommand> order)
    {
        var hash = order.TransactionId is null ? null : order.CommandHash;
        var claim = parts.Decider.IsRefusal(e) ? null : order.Claim;
        var fact = RecordAs(e, new(order.CorrelationId, order.CorrelationId, order.Actor, Now(), order.TransactionId, hash, claim));
        if (claim is { } taken)
        {
            _claimed[taken] = fact;
        }

        return fact;
    }

    private Fact<TEvent> RecordAs(TEvent e, EventMetadata metadata)
    {
        var fact = Append(e, metadata);
        if (parts.Decider.Closing is { } closing && (plan.After.Revision + 2) % parts.Options.CloseBooksEvery == 0
            && closing.Close(plan.After.State) is { } closed)
        {
            Append(closed, metadata with { TransactionId = null, CommandHash = null, Claim = null });
        }

        return fact;
    }

    private Fact<TEvent> Append(TEvent e, EventMetadata metadata)
    {
        var head = plan.After;
        var revision = head.Revision + 1;
        var (data, chain) = parts.Serializer.Serialize(e, Guid.CreateVersion7(metadata.RecordedAt), metadata, revision, head.Chain);
        plan.Events.Add(data);
        plan.Size += data.Size;
        plan.Recorded.Add((e, metadata, revision));
        plan.After = new(parts.Decider.Evolve(head.State, e), revision, chain, metadata.RecordedAt, head.Position);
        return new(e, metadata, revision, chain);
    }

    /// <summary>When what is decided now is recorded: time never runs backwards within a stream, whatever the clock does.</summary>
    private DateTimeOffset Now() => _asked > plan.After.RecordedAt ? _asked : plan.After.RecordedAt;

    private void Answer(Submission<TCommand, TEvent> submission, AnswerBasis basis, Func<Position, Outcome<TEvent>> answer) =>
        plan.Answers.Add(new(submission, basis, answer));
}
