using System.Data.Common;
using Dapper;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Projections.Analytics;

/// <summary>The average balance of the accounts of a currency that are not closed.</summary>
/// <param name="Average">In minor units, rounded half-even.</param>
public sealed record AverageBalance(Currency Currency, long Accounts, Int128 Average);

/// <summary>
/// Average balances, as they can be asked for every second: what all balances come to follows from the totals of transactions, which are few
/// rows. The accounts are counted anew only now and then, since that takes the longer the more there are.
/// </summary>
public sealed class AverageBalanceQueries(IReadModelStore store, TimeProvider time)
{
    // Of all time, counting takes a hundredth at most.
    private const int Rest = 100;

    private IReadOnlyDictionary<string, long> _accounts = new Dictionary<string, long>(StringComparer.Ordinal);
    private (long At, TimeSpan Took)? _counted;

    /// <summary>One caller at a time. A currency without an account that is not closed is left out.</summary>
    public async Task<IReadOnlyList<AverageBalance>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        if (_counted is not { } last || time.GetElapsedTime(last.At) >= last.Took * Rest)
        {
            var began = time.GetTimestamp();
            _accounts = await CountAsync(connection, cancellationToken);
            _counted = (time.GetTimestamp(), time.GetElapsedTime(began));
        }

        var balances = await SumAsync(connection, cancellationToken);
        return
        [
            .. _accounts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count =>
                new AverageBalance(Currency.Parse(count.Key), count.Value, Activity.DivideHalfEven(balances.GetValueOrDefault(count.Key), count.Value))),
        ];
    }

    private static async Task<Dictionary<string, long>> CountAsync(DbConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string Currency, long Count)>(new(
            $"SELECT currency, count(*) FROM accounts WHERE status <> '{StatusWords.Of(Standing.Closed)}' GROUP BY currency",
            cancellationToken: cancellationToken)))
        .ToDictionary(row => row.Currency, row => row.Count, StringComparer.Ordinal);

    private static async Task<Dictionary<string, Int128>> SumAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var balances = new Dictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var (currency, type, billions, rest) in await connection.QueryAsync<(string, string, long, long)>(new(
            $"SELECT currency, type, billions, rest FROM transaction_totals WHERE status IN ('{TransactionWords.Posted}', '{TransactionWords.Reversed}')",
            cancellationToken: cancellationToken)))
        {
            var amount = ((Int128)billions * Figures.Billion) + rest;
            balances[currency] = balances.GetValueOrDefault(currency) + (TransactionWords.IsCredit(type) ? amount : -amount);
        }

        return balances;
    }
}
