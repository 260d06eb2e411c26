using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Api.Rates;

/// <summary>What amounts are in the reporting currency.</summary>
internal interface IConversions
{
    /// <summary>Converts an amount at the newest rate on or before a day. It refuses nothing itself: that is for the account to do.</summary>
    FoundConversion Of(Money amount, DateTimeOffset effectiveAt);
}

/// <param name="Conversion"><see langword="null"/> where the amount is in the reporting currency, or no rate is known.</param>
/// <param name="Unconvertible">What is to be said where no rate is known; <see langword="null"/> where that is permitted.</param>
internal sealed record FoundConversion(Conversion? Conversion, RateUnavailable? Unconvertible = null)
{
    public static readonly FoundConversion None = new(Conversion: null);
}
