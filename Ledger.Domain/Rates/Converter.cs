using System.Numerics;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Rates;

/// <summary>Converts amounts at the newest rate on or before a day.</summary>
public static class Converter
{
    /// <summary>How many significant digits a cross rate is stated with. The amount is computed from the exact one.</summary>
    public const int CrossRateDigits = 10;

    private const string Euro = "EUR";

    /// <returns>
    /// <see langword="null"/> where there is no rate on or before the day, where the amount is in the target already, and where what
    /// comes out does not fit 64 bits.
    /// </returns>
    public static Conversion? Convert(Money amount, Currency target, DateOnly day, RateTable table)
    {
        if (ReferenceEquals(amount.Currency, target) || table.Find(amount.Currency, target, day) is not { } rates)
        {
            return null;
        }

        // The exact rate, as units of the amount's currency for one of the target, is above ÷ below.
        var above = (BigInteger)rates.Of.Digits * rates.In.Divisor;
        var below = (BigInteger)rates.In.Digits * rates.Of.Divisor;
        var converted = PlainDecimal.HalfEven(
            below * amount.MinorUnits * target.UnitsPerMajor, above * amount.Currency.UnitsPerMajor);
        if (converted < long.MinValue || converted > long.MaxValue)
        {
            return null;
        }

        var rate = target.Code == Euro ? rates.Of.ToString() : PlainDecimal.Round(above, below, CrossRateDigits);
        return new(new((long)converted, target), rate, rates.Day, rates.Source);
    }
}
