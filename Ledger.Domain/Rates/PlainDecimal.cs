using System.Globalization;
using System.Numerics;

namespace Ledger.Domain.Rates;

/// <summary>Exact fractions as decimals.</summary>
internal static class PlainDecimal
{
    /// <summary>Writes digits ÷ 10^scale without an exponent.</summary>
    public static string Format(BigInteger digits, int scale)
    {
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return scale == 0 ? text : $"{text[..^scale]}.{text[^scale..]}";
    }

    /// <summary>A fraction above zero to so many significant digits, without zeros at the end.</summary>
    public static string Round(BigInteger numerator, BigInteger denominator, int significant)
    {
        var (scale, least) = (0, BigInteger.Pow(10, significant - 1));
        while (numerator < denominator * least)
        {
            (numerator, scale) = (numerator * 10, scale + 1);
        }

        var digits = HalfEven(numerator, denominator);
        while (scale > 0 && digits % 10 == 0)
        {
            (digits, scale) = (digits / 10, scale - 1);
        }

        return Format(digits, scale);
    }

    /// <summary>The nearest integer; of two that are equally near, the even one.</summary>
    /// <param name="denominator">More than zero.</param>
    public static BigInteger HalfEven(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(BigInteger.Abs(numerator), denominator, out var rest);
        var twice = (rest * 2).CompareTo(denominator);
        if (twice > 0 || (twice == 0 && !quotient.IsEven))
        {
            quotient++;
        }

        return numerator.Sign < 0 ? -quotient : quotient;
    }
}
