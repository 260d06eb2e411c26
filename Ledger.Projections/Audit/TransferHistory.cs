using System.Runtime.CompilerServices;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>What the events of one stream say of the rows of transfers, read from the stream once more.</summary>
internal sealed class TransferHistory(StreamEvents events, Cutoffs cutoffs)
{
    /// <summary>Transfers that the account has sent, or has not had the money for.</summary>
    public async IAsyncEnumerable<ExpectedRow> SentAsync(
        StreamName stream, string accountId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ends = await events.EndsAsync(stream, cutoffs.Transfers, ExpectedRows.TransferEndedBy, cancellationToken);
        await foreach (var e in events.ReadAsync(stream, cutoffs.Transfers, new(), cancellationToken))
        {
            if (e is not { Happened: TransferSent or TransferDeclined, Metadata: not null })
            {
                continue;
            }

            var id = ((TransactionEvent)e.Happened).TransactionId;
            var end = ends.GetValueOrDefault(id);
            var credit = end is TransferSettled settled ? settled.CreditTransactionId
                : end is null && e.Happened is TransferSent sent ? await CreditOfAsync(sent, e.Recorded.Position, cancellationToken)
                : null;
            var row = new RowValues();
            ExpectedRows.Transfer(row, accountId, e, end, credit);
            yield return new(e.Recorded.Revision, $"{id:D}", row);
        }
    }

    /// <summary>What the account has received.</summary>
    public async IAsyncEnumerable<(TransferReceived Received, long Revision)> CreditsAsync(
        StreamName stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in events.ReadAsync(stream, cutoffs.Transfers, new(), cancellationToken))
        {
            if (e is { Happened: TransferReceived received, Metadata: not null })
            {
                yield return (received, e.Recorded.Revision);
            }
        }
    }

    /// <summary>What the target has recorded of a transfer that the source has not settled yet.</summary>
    private async Task<Guid?> CreditOfAsync(TransferSent sent, Position sentAt, CancellationToken cancellationToken)
    {
        await foreach (var e in events.ReadBackAsync(new(Account.StreamOf(sent.ToAccountId)), cutoffs.Transfers, sentAt, cancellationToken))
        {
            if (e.Happened is TransferReceived received && received.TransferId == sent.TransactionId)
            {
                return received.TransactionId;
            }
        }

        return null;
    }
}
