using System.Runtime.CompilerServices;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>The rows of matches that one stream leads to, one by one.</summary>
internal sealed class MatchHistory(StreamEvents events, Cutoffs cutoffs)
{
    public IAsyncEnumerable<ExpectedRow> MatchesAsync(StreamName stream, string accountId, CancellationToken cancellationToken) =>
        OneEachAsync(stream, accountId, ExpectedMatchRows.Match, cancellationToken);

    public IAsyncEnumerable<ExpectedRow> StepsAsync(StreamName stream, string accountId, CancellationToken cancellationToken) =>
        OneEachAsync(stream, accountId, ExpectedMatchRows.Step, cancellationToken);

    public async IAsyncEnumerable<ExpectedRow> MembersAsync(
        StreamName stream, string accountId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in ReadAsync(stream, cancellationToken))
        {
            // In the order in which rows of one event are compared.
            foreach (var member in ExpectedMatchRows.MembersOf(e, accountId).OrderBy(member => $"{member.TransactionId:D}", StringComparer.Ordinal))
            {
                var row = new RowValues();
                ExpectedMatchRows.Member(row, e, accountId, member);
                yield return new(e.Recorded.Revision, $"{member.TransactionId:D}", row);
            }
        }
    }

    private async IAsyncEnumerable<ExpectedRow> OneEachAsync(
        StreamName stream, string accountId, Func<IRowSink, AuditedEvent, string, bool> write, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in ReadAsync(stream, cancellationToken))
        {
            var row = new RowValues();
            if (write(row, e, accountId))
            {
                yield return new(e.Recorded.Revision, $"{((MatchEvent)e.Happened!).MatchId:D}", row);
            }
        }
    }

    private async IAsyncEnumerable<AuditedEvent> ReadAsync(StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in events.ReadAsync(stream, cutoffs.Matches, new(), cancellationToken))
        {
            if (e is { Happened: MatchEvent, Metadata: not null })
            {
                yield return e;
            }
        }
    }
}
