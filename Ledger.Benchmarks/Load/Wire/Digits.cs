namespace Ledger.Benchmarks.Load.Wire;

/// <summary>Whole numbers and amounts of two decimals as ASCII, exactly: no floating point comes near them.</summary>
internal static class Digits
{
    /// <summary>Fills the whole place, with zeros in front.</summary>
    public static void Write(Span<byte> place, long value)
    {
        long left = value;
        for (int i = place.Length - 1; i >= 0; i--)
        {
            place[i] = (byte)('0' + (left % 10));
            left /= 10;
        }
    }

    /// <summary>Writes cents as units and two decimals, filling the whole place.</summary>
    public static void WriteCents(Span<byte> place, long cents)
    {
        Write(place[^2..], cents % 100);
        place[^3] = (byte)'.';
        Write(place[..^3], cents / 100);
    }

    /// <summary>Reads <c>-?digits.dd</c> and nothing else.</summary>
    public static bool TryReadCents(ReadOnlySpan<byte> text, out long cents)
    {
        cents = 0;
        bool negative = text.StartsWith("-"u8);
        ReadOnlySpan<byte> digits = negative ? text[1..] : text;
        if (digits.Length is < 4 or > 19 || digits[^3] != (byte)'.')
        {
            return false;
        }

        for (int i = 0; i < digits.Length; i++)
        {
            if (i == digits.Length - 3)
            {
                continue;
            }

            if (!char.IsAsciiDigit((char)digits[i]))
            {
                return false;
            }

            cents = (cents * 10) + (digits[i] - '0');
        }

        cents = negative ? -cents : cents;
        return true;
    }

    /// <summary>For people: cents as units and two decimals.</summary>
    public static string Text(long cents) => $"{(cents < 0 ? "-" : "")}{Math.Abs(cents) / 100}.{Math.Abs(cents) % 100:00}";
}
