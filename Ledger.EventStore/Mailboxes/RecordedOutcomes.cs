using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// Finds what was recorded for orders that may have been carried out before: in the mailbox's recent transactions, then in the index,
/// then, for what lies between the two, in the stream itself. Never "not found" on a guess.
/// </summary>
internal sealed class RecordedOutcomes<TCommand, TState, TEvent>(
    MailboxParts<TCommand, TState, TEvent> parts, StreamName stream, RecentTransactions recent)
    where TState : class
    where TEvent : class
{
    public async Task<Dictionary<Guid, Outcome<TEvent>>> FindAsync(IReadOnlyList<Submission<TCommand, TEvent>> submissions, long lastRevision)
    {
        var found = new Dictionary<Guid, Outcome<TEvent>>();
        var asked = submissions.Where(submission => submission.MayBeRepeated).Select(submission => submission.Order.TransactionId!.Value).ToHashSet();
        if (asked.Count == 0)
        {
            return found;
        }

        foreach (var (id, revision) in await LocateAsync(asked, lastRevision))
        {
            if (await ReadAsync(id, revision) is { } outcome)
            {
                found[id] = outcome;
            }
        }

        return found;
    }

    /// <summary>The recorded outcome for one order: replayed, or refused where the key belongs to another command.</summary>
    public static Outcome<TEvent> AnswerTo(Order<TCommand> order, Outcome<TEvent> recorded) =>
        recorded is Outcome<TEvent>.Committed c && c.Events[0].Metadata.CommandHash == order.CommandHash
            ? recorded
            : new Outcome<TEvent>.KeyReused(order.TransactionId!.Value);

    private async Task<Dictionary<Guid, long>> LocateAsync(HashSet<Guid> asked, long lastRevision)
    {
        var located = new Dictionary<Guid, long>();
        foreach (var id in asked)
        {
            if (recent.TryFind(id, out var revision))
            {
                located[id] = revision;
            }
        }

        asked.ExceptWith(located.Keys);
        if (asked.Count == 0 || recent.From == 0 || lastRevision < 0)
        {
            return located;
        }

        var known = await parts.Known.FindAsync(stream, asked, CancellationToken.None);
        foreach (var (id, revision) in known.FirstRevisions)
        {
            // The index is only a hint where to look: an entry that the stream does not bear out is none.
            if (revision <= lastRevision && await ReadAsync(id, revision) is not null)
            {
                located[id] = revision;
            }
            else
            {
                known = KnownTransactions.Nothing;
                break;
            }
        }

        asked.ExceptWith(located.Keys);
        if (asked.Count > 0 && known.CoveredUpTo < recent.From - 1)
        {
            await ScanAsync(asked, known.CoveredUpTo + 1, located);
        }

        return located;
    }

    private async Task ScanAsync(HashSet<Guid> asked, long from, Dictionary<Guid, long> located)
    {
        var found = new List<(Guid Id, long Revision)>();
        await foreach (var recorded in parts.Store.ReadStreamAsync(stream, ReadDirection.Forwards, from, recent.From - from, CancellationToken.None))
        {
            if (TransactionIdOf(recorded) is not { Version: 5 } id)
            {
                continue;
            }

            found.Add((id, recorded.Revision));
            if (asked.Contains(id))
            {
                located.TryAdd(id, recorded.Revision);
            }
        }

        recent.TryPrepend(from, found);
    }

    private static Guid? TransactionIdOf(RecordedEvent recorded)
    {
        try
        {
            return EventSerializer.ReadMetadata(recorded).Values.TransactionId;
        }
        catch (UnreadableEventException)
        {
            // What is no envelope of the ledger holds no transaction of it; so says the index too.
            return null;
        }
    }

    private async Task<Outcome<TEvent>.Committed?> ReadAsync(Guid id, long revision)
    {
        await foreach (var recorded in parts.Store.ReadStreamAsync(stream, ReadDirection.Forwards, revision, 1, CancellationToken.None))
        {
            var e = new StoredEvent(recorded, parts.Serializer);
            return e.Metadata.TransactionId == id
                ? new([new((TEvent)e.Happened, e.Metadata, recorded.Revision, e.Chain)], recorded.Position, Replayed: true)
                : null;
        }

        return null;
    }
}
