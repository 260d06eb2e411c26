using Dapper;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.TransactionIds;

/// <summary>The mailboxes' index of transactions, from the read model.</summary>
public sealed partial class KnownTransactionsQuery(IReadModelStore store, ILogger<KnownTransactionsQuery> log) : IKnownTransactions
{
    /// <summary>
    /// Whether the read model belongs to this history. Where it does not, it covers nothing, and streams are read instead.
    /// </summary>
    public Func<bool> IsTrusted { get; set; } = () => false;

    public async Task<KnownTransactions> FindAsync(StreamName stream, IReadOnlyCollection<Guid> transactionIds, CancellationToken cancellationToken)
    {
        if (!IsTrusted())
        {
            return KnownTransactions.Nothing;
        }

        try
        {
            await using var connection = await store.OpenAsync(cancellationToken);
            // The coverage first: what is committed between the two questions is then found though not yet covered, never the reverse.
            var covered = await connection.ExecuteScalarAsync<long?>(
                "SELECT revision FROM transaction_id_coverage WHERE stream = @stream", new { stream = stream.Value });
            var found = new Dictionary<Guid, long>();
            foreach (var id in transactionIds)
            {
                var first = await connection.ExecuteScalarAsync<long?>(
                    "SELECT first_revision FROM transaction_ids WHERE transaction_id = @id AND stream = @stream",
                    new { id = id.ToString(), stream = stream.Value });
                if (first is { } revision)
                {
                    found.Add(id, revision);
                }
            }

            return new(found, covered ?? -1);
        }
        // An index that cannot be asked covers nothing: the stream itself is read, and the answer is right all the same.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
            return KnownTransactions.Nothing;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of transactions cannot be read; streams are read in its place")]
    private partial void LogFault(Exception fault);
}
