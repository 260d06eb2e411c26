using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Api.Rates;

/// <summary>Converts at what is known when a command comes; the outcome is recorded and never computed again.</summary>
/// <param name="refuses">Whether what cannot be converted is refused, and not left for later.</param>
internal sealed class RecordedConversions(KnownRates rates, bool refuses) : IConversions
{
    public FoundConversion Of(Money amount, DateTimeOffset effectiveAt)
    {
        if (ReferenceEquals(amount.Currency, rates.Reporting))
        {
            return FoundConversion.None;
        }

        var day = DayOf(effectiveAt);
        var conversion = Converter.Convert(amount, rates.Reporting, day, rates.Table);
        return new(conversion, conversion is null && refuses ? new(amount, rates.Reporting, day) : null);
    }

    /// <summary>The day whose rate counts: that of the time in UTC, as for balances by effective date.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
