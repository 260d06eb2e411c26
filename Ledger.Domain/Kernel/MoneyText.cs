using System.Globalization;

namespace Ledger.Domain.Kernel;

/// <summary>Amounts as text: a decimal with exactly the currency's number of decimals, and with the code behind it as stored.</summary>
public static class MoneyText
{
    /// <summary>The longest text: a sign, nineteen digits, a point, a blank and a code, with room to spare.</summary>
    public const int MaxLength = 32;

    private const int MaxSmall = 18;

    /// <summary>The amount alone: <c>12.75</c>, <c>-0.05</c>; JPY <c>500</c>.</summary>
    public static string Amount(Money money)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return new string(buffer[..Format(money, buffer)]);
    }

    /// <summary>A sum that may be beyond 64 bits.</summary>
    public static string Amount(Int128 minorUnits, Currency currency)
    {
        if (minorUnits >= long.MinValue && minorUnits <= long.MaxValue)
        {
            return Amount(new Money((long)minorUnits, currency));
        }

        var digits = Int128.Abs(minorUnits).ToString(CultureInfo.InvariantCulture);
        var point = digits.Length - currency.Decimals;
        return $"{(minorUnits < 0 ? "-" : string.Empty)}{digits[..point]}{(currency.Decimals == 0 ? string.Empty : ".")}{digits[point..]}";
    }

    /// <summary>Writes what <see cref="Amount(Money)"/> answers and returns its length.</summary>
    public static int Format(Money money, Span<char> target)
    {
        var decimals = money.Currency.Decimals;
        // The magnitude is taken unsigned, since long.MinValue has no positive counterpart.
        var magnitude = money.MinorUnits < 0 ? (ulong)-(money.MinorUnits + 1) + 1 : (ulong)money.MinorUnits;
        var (whole, rest) = Math.DivRem(magnitude, (ulong)money.Currency.UnitsPerMajor);
        var length = 0;
        if (money.MinorUnits < 0)
        {
            target[length++] = '-';
        }

        whole.TryFormat(target[length..], out var written, default, CultureInfo.InvariantCulture);
        length += written;
        if (decimals == 0)
        {
            return length;
        }

        target[length++] = '.';
        for (var i = decimals - 1; i >= 0; i--)
        {
            target[length + i] = (char)('0' + (int)(rest % 10));
            rest /= 10;
        }

        return length + decimals;
    }

    /// <summary>Reads what <see cref="Money.ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not an amount with exactly the currency's decimals, a blank and a known code.</exception>
    public static Money Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var money) ? money : throw new FormatException($"'{text}' is not a stored amount.");

    /// <summary>Reads what <see cref="Money.ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Money money)
    {
        money = default;
        var blank = text.IndexOf(' ');
        return blank > 0 && Currency.TryParse(text[(blank + 1)..], out var currency) && TryParseAmount(text[..blank], currency, out money);
    }

    /// <summary>Reads a decimal that has exactly the currency's number of decimals, as <see cref="Amount(Money)"/> writes it.</summary>
    public static bool TryParseAmount(ReadOnlySpan<char> text, Currency currency, out Money money)
    {
        money = default;
        var negative = text.StartsWith('-');
        var digits = negative ? text[1..] : text;
        var point = digits.Length - currency.Decimals - 1;
        if (digits.IsEmpty || (currency.Decimals > 0 && (point < 1 || digits[point] != '.')))
        {
            return false;
        }

        // No amount is so long, and 128 bits hold only so many digits.
        if (digits.Length > MaxLength)
        {
            return false;
        }

        var (units, small) = ((Int128)0, 0L);
        for (var i = 0; i < digits.Length; i++)
        {
            if (currency.Decimals > 0 && i == point)
            {
                continue;
            }

            if (!char.IsAsciiDigit(digits[i]))
            {
                return false;
            }

            // Nearly all amounts are of fewer digits than 64 bits can hold, and those are reckoned with far sooner.
            if (digits.Length <= MaxSmall)
            {
                small = (small * 10) + (digits[i] - '0');
            }
            else
            {
                units = (units * 10) + (digits[i] - '0');
            }
        }

        units = digits.Length <= MaxSmall ? small : units;
        units = negative ? -units : units;
        if (units < long.MinValue || units > long.MaxValue)
        {
            return false;
        }

        money = new Money((long)units, currency);
        return true;
    }
}
