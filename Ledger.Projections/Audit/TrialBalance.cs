using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>
/// Money comes into the ledger and goes out of it, and meanwhile it is in an account or in flight between two: credits − debits −
/// balances − in flight is zero in every currency.
/// </summary>
internal static class TrialBalance
{
    public static void Check(IEnumerable<StreamAudit> streams, IReadOnlyDictionary<string, Int128> inFlight, FindingList findings)
    {
        var over = inFlight.ToDictionary(each => each.Key, each => -each.Value, StringComparer.Ordinal);
        foreach (var stream in streams)
        {
            if (stream.Account is { Currency: { } currency } account)
            {
                over[currency.Code] = over.GetValueOrDefault(currency.Code) + stream.CameIn - account.Balance;
            }
        }

        foreach (var (code, difference) in over.Where(each => each.Value != 0).OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var decimals = Currency.TryParse(code, out var currency) ? $" of {currency.Decimals} decimals" : string.Empty;
            findings.Add(
                FindingKinds.TrialBalanceWrong,
                null,
                null,
                $"Credits less debits, balances and what is in flight come to {difference} minor units{decimals} of {code}, and not to zero.");
        }
    }
}
