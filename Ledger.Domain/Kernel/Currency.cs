using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Ledger.Domain.Kernel;

/// <summary>
/// An active ISO 4217 currency. There is one instance a code, so that reference equality is equality.
/// </summary>
public sealed class Currency
{
    private static readonly FrozenDictionary<string, Currency> ByCode =
        Iso4217.Active.ToFrozenDictionary(entry => entry.Code, entry => new Currency(entry.Code, entry.Decimals), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Currency>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    private Currency(string code, int decimals)
    {
        Code = code;
        Decimals = decimals;
        UnitsPerMajor = 1;
        for (var i = 0; i < decimals; i++)
        {
            UnitsPerMajor *= 10;
        }
    }

    /// <summary>Every currency that the ledger knows, in the order of their codes.</summary>
    public static IReadOnlyList<Currency> All { get; } = [.. ByCode.Values.OrderBy(currency => currency.Code, StringComparer.Ordinal)];

    /// <summary>Three capitals, as in <c>EUR</c>.</summary>
    public string Code { get; }

    /// <summary>How many digits stand behind the decimal point: EUR 2, JPY 0, KWD 3.</summary>
    public int Decimals { get; }

    /// <summary>How many minor units make one: EUR 100, JPY 1, KWD 1000.</summary>
    public long UnitsPerMajor { get; }

    /// <summary>Finds a currency by its code, in capitals.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && ByCode.TryGetValue(code, out currency);
    }

    /// <inheritdoc cref="TryParse(string,out Currency)"/>
    public static bool TryParse(ReadOnlySpan<char> code, [NotNullWhen(true)] out Currency? currency) => BySpan.TryGetValue(code, out currency);

    /// <summary>The currency of a code that is known to be one.</summary>
    /// <exception cref="FormatException">There is no such active currency.</exception>
    public static Currency Parse(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"'{code}' is not the code of an active currency.");

    public override string ToString() => Code;
}
