using System.Runtime.CompilerServices;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>The rows that one stream leads to, one by one, read from the stream once more.</summary>
internal sealed class ExpectedHistory(IEventStore events, EventSerializer serializer, Cutoffs cutoffs)
{
    public async IAsyncEnumerable<ExpectedRow> TransactionsAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is wrong with the events was said when they were folded.
        var said = new FindingList();
        var fold = new StreamAudit(stream, said);
        await foreach (var e in ReadAsync(stream, said, cutoffs.Transactions, cancellationToken))
        {
            fold.Take(e, cutoffs, sums: null);
            if (e is { Happened: TransactionEvent happened, Metadata: not null } && fold.Account is { } account)
            {
                var row = new RowValues();
                ExpectedRows.Transaction(row, happened, e, account.Id, long.CreateSaturating(account.Balance));
                yield return new(e.Recorded.Revision, happened.TransactionId.ToString("D"), row);
            }
        }
    }

    public async IAsyncEnumerable<ExpectedRow> IdsAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An id that stands in more than one event is indexed where it stands first.
        var known = new HashSet<Guid>();
        await foreach (var e in ReadAsync(stream, new(), cutoffs.Ids, cancellationToken))
        {
            if (ExpectedRows.KeyedIdOf(e) is { } id && known.Add(id))
            {
                var row = new RowValues();
                ExpectedRows.TransactionId(row, stream.Value, id, e.Recorded.Revision);
                yield return new(e.Recorded.Revision, id.ToString("D"), row);
            }
        }
    }

    public async IAsyncEnumerable<ExpectedRow> ClosingsAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in ReadAsync(stream, new(), cutoffs.Closings, cancellationToken))
        {
            if (e is { Happened: BooksClosed, Metadata: not null })
            {
                var row = new RowValues();
                ExpectedRows.Closing(row, e, stream.Value[Account.StreamPrefix.Length..]);
                yield return new(e.Recorded.Revision, e.Recorded.Revision, row);
            }
        }
    }

    public async IAsyncEnumerable<ExpectedRow> SearchAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in ReadAsync(stream, new(), cutoffs.Search, cancellationToken))
        {
            var row = new RowValues();
            if (e is { Happened: TransactionEvent happened, Metadata: not null } && ExpectedRows.Search(row, happened, e, stream.Value[Account.StreamPrefix.Length..]))
            {
                yield return new(e.Recorded.Revision, e.Recorded.Revision, row);
            }
        }
    }

    private async IAsyncEnumerable<AuditedEvent> ReadAsync(
        StreamName stream, FindingList said, Position? upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in events.ReadStreamAsync(stream, ReadDirection.Forwards, 0, long.MaxValue, cancellationToken))
        {
            if (e.Position <= upTo)
            {
                yield return AuditedEvent.Read(e, serializer, said);
            }
        }
    }
}
