using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Ledger.Domain.Rates;

/// <summary>Units of a currency for one euro, exactly as published: <paramref name="Digits"/> ÷ 10^<paramref name="Scale"/>.</summary>
/// <param name="Digits">More than zero.</param>
/// <param name="Scale">How many digits stand behind the point, zeros at the end included.</param>
public sealed record ExchangeRate(Int128 Digits, int Scale)
{
    /// <summary>The longest text that is read as a rate.</summary>
    public const int MaxLength = 30;

    /// <summary>The euro's own.</summary>
    public static readonly ExchangeRate One = new(1, 0);

    internal BigInteger Divisor => BigInteger.Pow(10, Scale);

    /// <summary>Reads a plain decimal that is more than zero: no sign, no exponent, a digit on either side of the point.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ExchangeRate? rate)
    {
        rate = null;
        var point = text.IndexOf('.');
        if (text.Length is 0 or > MaxLength || point == 0 || point == text.Length - 1)
        {
            return false;
        }

        Int128 digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == point)
            {
                continue;
            }

            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }

            digits = (digits * 10) + (text[i] - '0');
        }

        rate = digits > 0 ? new(digits, point < 0 ? 0 : text.Length - point - 1) : null;
        return rate is not null;
    }

    /// <summary>What <see cref="TryParse"/> reads, zeros at the end included.</summary>
    public override string ToString() => PlainDecimal.Format(Digits, Scale);
}
