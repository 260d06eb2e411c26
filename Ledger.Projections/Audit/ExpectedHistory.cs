using System.Runtime.CompilerServices;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>The rows that one stream leads to, one by one, read from the stream once more.</summary>
/// <param name="findings">Is told what only shows where transactions are looked at one by one.</param>
internal sealed class ExpectedHistory(StreamEvents events, Cutoffs cutoffs, FindingList findings)
{
    public StreamEvents Events { get; } = events;

    public TransferHistory Transfers { get; } = new(events, cutoffs);

    public MatchHistory Matches { get; } = new(events, cutoffs);

    public async IAsyncEnumerable<ExpectedRow> TransactionsAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is wrong with the events was said when they were folded.
        var said = new FindingList();
        var marks = new HistoryMarks(stream.Value, findings);
        await foreach (var e in Events.ReadAsync(stream, cutoffs.Transactions, said, cancellationToken))
        {
            if (e is { Happened: { } happened, Metadata: not null })
            {
                marks.Take(happened, e.Recorded.Revision);
            }
        }

        var (fold, submitted) = (new StreamAudit(stream, said), new Dictionary<Guid, AuditedEvent>());
        await foreach (var e in Events.ReadAsync(stream, cutoffs.Transactions, said, cancellationToken))
        {
            fold.Take(e, cutoffs, tools: null);
            if (e is not { Happened: TransactionEvent happened, Metadata: not null } || fold.Account is not { } account)
            {
                continue;
            }

            if (happened is TransactionSubmitted submission && marks.IsDecided(submission))
            {
                // Its row is that of the event that decides it.
                submitted[happened.TransactionId] = e;
                continue;
            }

            var first = ExpectedRows.IsDecision(happened) ? submitted.GetValueOrDefault(happened.TransactionId) : null;
            var conversion = marks.ConversionOf(happened.TransactionId, ((TransactionEvent)(first ?? e).Happened!).Conversion);
            var row = new RowValues();
            ExpectedRows.Transaction(row, account.Id, e, first, long.CreateSaturating(account.Balance), marks.ReversedBy(happened), conversion);
            yield return new(e.Recorded.Revision, $"{happened.TransactionId:D}", row);
        }

        marks.End();
    }

    public async IAsyncEnumerable<ExpectedRow> HoldsAsync(
        StreamName stream, string accountId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ends = await Events.EndsAsync(stream, cutoffs.Accounts, ExpectedRows.HoldEndedBy, cancellationToken);
        await foreach (var e in Events.ReadAsync(stream, cutoffs.Accounts, new(), cancellationToken))
        {
            if (e is { Happened: HoldPlaced happened, Metadata: not null })
            {
                var row = new RowValues();
                ExpectedRows.Hold(row, accountId, e, ends.GetValueOrDefault(happened.HoldId));
                yield return new(e.Recorded.Revision, $"{happened.HoldId:D}", row);
            }
        }
    }

    public async IAsyncEnumerable<ExpectedRow> ClosingsAsync(
        StreamName stream, string accountId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in Events.ReadAsync(stream, cutoffs.Closings, new(), cancellationToken))
        {
            if (e is { Happened: BooksClosed, Metadata: not null })
            {
                var row = new RowValues();
                ExpectedRows.Closing(row, e, accountId);
                yield return new(e.Recorded.Revision, e.Recorded.Revision, row);
            }
        }
    }

    public async IAsyncEnumerable<ExpectedRow> SearchAsync(
        StreamName stream, string accountId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in Events.ReadAsync(stream, cutoffs.Search, new(), cancellationToken))
        {
            var row = new RowValues();
            if (e is { Happened: TransactionEvent happened, Metadata: not null } && ExpectedRows.Search(row, happened, e, accountId))
            {
                yield return new(e.Recorded.Revision, e.Recorded.Revision, row);
            }
        }
    }

    public async IAsyncEnumerable<ExpectedRow> IdsAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An id that stands in more than one event is indexed where it stands first.
        var known = new HashSet<Guid>();
        await foreach (var e in Events.ReadAsync(stream, cutoffs.Ids, new(), cancellationToken))
        {
            // In the order in which rows of one event are compared.
            foreach (var (id, kind) in LookedUp(e).OrderBy(each => $"{each.Id:D}", StringComparer.Ordinal))
            {
                if (!known.Add(id))
                {
                    findings.Add(kind, stream.Value, e.Recorded.Revision, $"{id} stands in an earlier event of the stream, and can be taken once.");
                    continue;
                }

                var row = new RowValues();
                ExpectedRows.TransactionId(row, stream.Value, id, e.Recorded.Revision);
                yield return new(e.Recorded.Revision, $"{id:D}", row);
            }
        }
    }

    private static IEnumerable<(Guid Id, string Kind)> LookedUp(AuditedEvent e)
    {
        if (ExpectedRows.KeyedIdOf(e) is { } keyed)
        {
            yield return (keyed, FindingKinds.TransactionIdWrong);
        }

        if (e.Metadata?.Values.Claim is { } claim)
        {
            yield return (claim, FindingKinds.ClaimWrong);
        }
    }
}
