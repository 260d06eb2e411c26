using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// Finds what was recorded for orders that may have been carried out before, or whose claim may have been taken: in the mailbox's recent transactions, then in the index,
/// then, for what lies between the two, in the stream itself. Never "not found" on a guess.
/// </summary>
internal sealed class RecordedOutcomes<TCommand, TState, TEvent>(
    MailboxParts<TCommand, TState, TEvent> parts, StreamName stream, RecentTransactions recent)
    where TState : class
    where TEvent : class
{
    public async Task<Dictionary<Guid, Outcome<TEvent>.Committed>> FindAsync(IReadOnlyList<Submission<TCommand, TEvent>> submissions, long lastRevision)
    {
        var found = new Dictionary<Guid, Outcome<TEvent>.Committed>();
        var asked = submissions.SelectMany(submission => submission.LookedUp).ToHashSet();
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

    /// <summary>
    /// What is recorded against carrying an order out: its own outcome, replayed; that its key belongs to another command; that its claim
    /// was taken. <see langword="null"/> where nothing is.
    /// </summary>
    public static Outcome<TEvent>? AnswerTo(Submission<TCommand, TEvent> submission, IReadOnlyDictionary<Guid, Outcome<TEvent>.Committed> recorded)
    {
        var order = submission.Order;
        return submission.MayBeRepeated && recorded.TryGetValue(order.TransactionId!.Value, out var outcome)
            ? outcome.Events[0].Metadata.CommandHash == order.CommandHash ? outcome : new Outcome<TEvent>.KeyReused(order.TransactionId.Value)
            : order.Claim is { } claim && recorded.TryGetValue(claim, out var taken) ? new Outcome<TEvent>.Claimed(taken.Events[0])
            : order.Unless is { } unless && recorded.TryGetValue(unless, out var against) ? new Outcome<TEvent>.Claimed(against.Events[0])
            : null;
    }

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
        var found = new List<(EventMetadata Metadata, long Revision)>();
        await foreach (var recorded in parts.Store.ReadStreamAsync(stream, ReadDirection.Forwards, from, recent.From - from, CancellationToken.None))
        {
            if (MetadataOf(recorded) is not { } metadata)
            {
                continue;
            }

            found.Add((metadata, recorded.Revision));
            foreach (var id in new[] { metadata.RepeatableId, metadata.Claim })
            {
                if (id is { } known && asked.Contains(known))
                {
                    located.TryAdd(known, recorded.Revision);
                }
            }
        }

        recent.TryPrepend(from, found);
    }

    private static EventMetadata? MetadataOf(RecordedEvent recorded)
    {
        try
        {
            return EventSerializer.ReadMetadata(recorded).Values;
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
            return e.Metadata.RepeatableId == id || e.Metadata.Claim == id
                ? new([new((TEvent)e.Happened, e.Metadata, recorded.Revision, e.Chain)], recorded.Position, Replayed: true)
                : null;
        }

        return null;
    }
}
