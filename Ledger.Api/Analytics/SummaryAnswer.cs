using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;
using Ledger.Projections.Analytics;
using Ledger.Projections.Transactions;
using Standing = Ledger.Domain.Accounts.Standing;

namespace Ledger.Api.Analytics;

/// <param name="Transactions">How many there are, by type and status.</param>
/// <param name="ActiveAccounts">Those that are not closed.</param>
internal sealed record SummaryAnswer(
    IReadOnlyDictionary<string, Dictionary<string, long>> Transactions,
    IReadOnlyList<CurrencyTotalsAnswer> Currencies,
    IReadOnlyDictionary<string, long> Accounts,
    long ActiveAccounts)
{
    public static SummaryAnswer Of(LedgerSummary summary)
    {
        var accounts = Enum.GetValues<Standing>().Select(StatusWords.Of)
            .ToDictionary(status => status, status => summary.AccountsByStatus.GetValueOrDefault(status), StringComparer.Ordinal);
        return new(
            TransactionWords.Types.ToDictionary(type => type, type => CountsOf(summary, type), StringComparer.Ordinal),
            [.. summary.Currencies.Select(CurrencyTotalsAnswer.Of)],
            accounts,
            accounts.Values.Sum() - accounts[StatusWords.Of(Standing.Closed)]);
    }

    private static Dictionary<string, long> CountsOf(LedgerSummary summary, string type) =>
        TransactionWords.Statuses.ToDictionary(status => status, status => summary.CountOf(type, status), StringComparer.Ordinal);
}

/// <param name="Credits">What came into the ledger.</param>
/// <param name="Debits">What went out of it.</param>
/// <param name="InFlight">What has left one account and not yet come to another.</param>
/// <param name="Difference">Credits − debits − balances − in flight: zero, or the ledger is wrong.</param>
internal sealed record CurrencyTotalsAnswer(string Currency, string Credits, string Debits, string Balances, string InFlight, string Difference)
{
    public static CurrencyTotalsAnswer Of(CurrencyTotals totals)
    {
        var currency = Domain.Kernel.Currency.Parse(totals.Currency);
        return new(totals.Currency, Text(totals.Credits), Text(totals.Debits), Text(totals.Balances), Text(totals.InFlight), Text(totals.Difference));

        string Text(Int128 amount) => MoneyText.Amount(amount, currency);
    }
}
