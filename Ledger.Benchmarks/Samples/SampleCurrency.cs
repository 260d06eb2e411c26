using System.Globalization;

namespace Ledger.Benchmarks.Samples;

/// <summary>A currency with its decimals and about how many of its minor units are worth a hundred euro cents, for amounts of a likely size.</summary>
internal sealed record SampleCurrency(string Code, int Decimals, int MinorUnitsPerEuro)
{
    public static IReadOnlyList<SampleCurrency> All { get; } =
    [
        new("EUR", 2, 100),
        new("USD", 2, 108),
        new("GBP", 2, 86),
        new("SEK", 2, 1130),
        new("JPY", 0, 162),
        new("CHF", 2, 95),
        new("KWD", 3, 333),
    ];

    /// <summary>Share of the accounts in percent, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<int> Shares { get; } = [46, 18, 12, 8, 7, 5, 4];

    public long OfEuroCents(long cents) => cents * MinorUnitsPerEuro / 100;

    /// <summary>A decimal number with all the decimals of the currency.</summary>
    public string Text(long minorUnits)
    {
        string digits = minorUnits.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        return Decimals == 0 ? digits : $"{digits[..^Decimals]}.{digits[^Decimals..]}";
    }
}
