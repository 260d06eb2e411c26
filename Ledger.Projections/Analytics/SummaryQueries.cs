using System.Data.Common;
using Dapper;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Ledger.Projections.Transfers;

namespace Ledger.Projections.Analytics;

/// <summary>The read models are so far apart that they cannot be put together now.</summary>
public sealed class SummaryApartException(string message) : Exception(message);

/// <summary>
/// The whole ledger in figures: transactions from the totals that are kept of them, balances and transfers in flight from their own read
/// models. Each of these has its own position; what lies between them is read from the log, so that they are of one moment and a
/// difference is one.
/// </summary>
/// <param name="filter">The streams that the projections follow.</param>
public sealed class SummaryQueries(IReadModelStore store, IEventStore events, EventSerializer serializer, StreamFilter filter)
{
    private const int MaxBetween = 50_000;
    private const long Billion = Figures.Billion;

    /// <exception cref="SummaryApartException">One of the read models has stopped, or is far behind.</exception>
    public async Task<LedgerSummary> FindAsync(CancellationToken cancellationToken)
    {
        var summary = new LedgerSummary();
        Position transactions, accounts, transfers;
        await using (var snapshot = await store.OpenSnapshotAsync(cancellationToken))
        {
            transactions = snapshot.PositionOf(TransactionsProjection.Name) ?? Position.Start;
            accounts = snapshot.PositionOf(AccountsProjection.Name) ?? Position.Start;
            transfers = snapshot.PositionOf(TransfersProjection.Name) ?? Position.Start;
            await ReadTransactionsAsync(summary, snapshot.Connection, cancellationToken);
            await ReadAccountsAsync(summary, snapshot.Connection, cancellationToken);
            await ReadTransfersAsync(summary, snapshot.Connection, cancellationToken);
        }

        await MoveAsync(summary, transactions, accounts, transfers, cancellationToken);
        return summary;
    }

    private static async Task ReadTransactionsAsync(LedgerSummary summary, DbConnection connection, CancellationToken cancellationToken)
    {
        foreach (var row in await connection.QueryAsync<TotalRow>(new(
            "SELECT currency AS Currency, type AS Type, status AS Status, is_transfer AS IsTransfer, count AS Count, billions AS Billions, rest AS Rest FROM transaction_totals",
            cancellationToken: cancellationToken)))
        {
            summary.Count(row.Type, row.Status, row.Count);
            var of = summary.Of(row.Currency);
            // From one account to another nothing comes in or goes out.
            if (row is { IsTransfer: 0, Status: TransactionWords.Posted or TransactionWords.Reversed })
            {
                var amount = ((Int128)row.Billions * Billion) + row.Rest;
                of.Credits += TransactionWords.IsCredit(row.Type) ? amount : 0;
                of.Debits += TransactionWords.IsCredit(row.Type) ? 0 : amount;
            }
        }
    }

    private static async Task ReadAccountsAsync(LedgerSummary summary, DbConnection connection, CancellationToken cancellationToken)
    {
        foreach (var row in await connection.QueryAsync<SumRow>(new(
            $"""
             SELECT currency AS Currency, status AS Status, count(*) AS Count, CAST(sum(balance / {Billion}) AS BIGINT) AS Billions,
                CAST(sum(balance % {Billion}) AS BIGINT) AS Rest FROM accounts GROUP BY currency, status
             """,
            cancellationToken: cancellationToken)))
        {
            summary.CountAccounts(row.Status, row.Count);
            summary.Of(row.Currency).Balances += ((Int128)row.Billions * Billion) + row.Rest;
        }
    }

    private static async Task ReadTransfersAsync(LedgerSummary summary, DbConnection connection, CancellationToken cancellationToken)
    {
        foreach (var row in await connection.QueryAsync<SumRow>(new(
            $"""
             SELECT currency AS Currency, status AS Status, count(*) AS Count, CAST(sum(amount / {Billion}) AS BIGINT) AS Billions,
                CAST(sum(amount % {Billion}) AS BIGINT) AS Rest
             FROM transfers WHERE is_settled = 0 AND status = '{TransferWords.Pending}' GROUP BY currency, status
             """,
            cancellationToken: cancellationToken)))
        {
            summary.Of(row.Currency).InFlight += ((Int128)row.Billions * Billion) + row.Rest;
        }
    }

    /// <summary>Brings balances and what is in flight to where the transactions are, forwards or backwards.</summary>
    private async Task MoveAsync(LedgerSummary summary, Position at, Position accounts, Position transfers, CancellationToken cancellationToken)
    {
        Position[] all = [at, accounts, transfers];
        var (first, last) = (all.Min(), all.Max());
        if (first == last)
        {
            return;
        }

        var taken = 0;
        await foreach (var recorded in events.ReadAllAsync(first, filter, cancellationToken))
        {
            if (recorded.Position > last)
            {
                return;
            }

            if (++taken > MaxBetween)
            {
                throw new SummaryApartException($"Between the read models of accounts, transactions and transfers lie more than {MaxBetween} events.");
            }

            if (new StoredEvent(recorded, serializer).Happened is TransactionEvent happened)
            {
                var (of, amount) = (summary.Of(happened.Amount.Currency.Code), happened.Amount.MinorUnits);
                of.Balances += Step(accounts, recorded.Position) * TransactionWords.SignOf(happened) * (Int128)amount;
                of.InFlight += Step(transfers, recorded.Position) * FlightOf(happened) * (Int128)amount;
            }
        }

        // 1 where the read model lacks the event, −1 where it has it too early.
        int Step(Position from, Position e) => e > from && e <= at ? 1 : e <= from && e > at ? -1 : 0;
    }

    private static int FlightOf(TransactionEvent happened) => happened switch
    {
        TransferSent => 1,
        TransferReceived or TransferReturned => -1,
        _ => 0,
    };

    private sealed record TotalRow(string Currency, string Type, string Status, long IsTransfer, long Count, long Billions, long Rest);

    private sealed record SumRow
    {
        public required string Currency { get; init; }

        public required string Status { get; init; }

        public long Count { get; init; }

        public long Billions { get; init; }

        public long Rest { get; init; }
    }
}
