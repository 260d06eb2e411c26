using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Api.Rates;

/// <summary>What amounts are in the reporting currency.</summary>
internal interface IConversions
{
    /// <summary>Converts an amount at the newest rate on or before a day.</summary>
    /// <returns><see langword="null"/> where the amount is in the reporting currency, or no rate is known and that is permitted.</returns>
    /// <exception cref="Http.Problems.ProblemException">No rate is known, and that is not permitted.</exception>
    Conversion? Of(Money amount, DateTimeOffset effectiveAt);
}
