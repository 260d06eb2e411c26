using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Kernel;

namespace Ledger.Api.Http.Reading;

/// <summary>
/// An amount as a client wrote it, digit by digit: a JSON number or a plain decimal string. It becomes money when the currency is known.
/// </summary>
[JsonConverter(typeof(Converter))]
internal sealed record AmountText(string Digits, bool IsNumber)
{
    /// <summary>No transaction moves more than nine trillion units of a currency.</summary>
    public const long MaxUnits = 9_000_000_000_000;

    // More characters than any amount within the limit needs, exponents included.
    private const int MaxCharacters = 100;

    /// <summary>Reads it exactly.</summary>
    /// <param name="zeroAllowed">Whether zero is an amount here.</param>
    /// <param name="error">What is wrong with it, to be put behind the field's name.</param>
    public bool TryRead(Currency currency, bool zeroAllowed, out Money money, out string error)
    {
        money = Money.Zero(currency);
        if (!TryParse(out var negative, out var digits, out var scale))
        {
            error = "must be a plain decimal such as \"12.75\"";
            return false;
        }

        var significant = digits.TrimStart('0');
        if (negative || (significant.Length == 0 && !zeroAllowed))
        {
            error = zeroAllowed ? "must not be less than zero" : "must be more than zero";
            return false;
        }

        if (scale > currency.Decimals)
        {
            error = $"has more decimals than {currency} has, which is {currency.Decimals}";
            return false;
        }

        // How many digits stand before the decimal point decides first, so that no exponent is ever written out.
        if (significant.Length - scale > 13)
        {
            error = TooMuch;
            return false;
        }

        var units = Int128.Parse($"0{significant}", CultureInfo.InvariantCulture);
        for (var i = scale; i < currency.Decimals && units != 0; i++)
        {
            units *= 10;
        }

        if (units > (Int128)MaxUnits * currency.UnitsPerMajor)
        {
            error = TooMuch;
            return false;
        }

        money = new((long)units, currency);
        error = string.Empty;
        return true;
    }

    private static string TooMuch => $"is over {MaxUnits.ToString("N0", CultureInfo.InvariantCulture)} units";

    /// <summary>Takes sign, digits and the number of decimals (negative for an exponent that adds zeros) apart.</summary>
    private bool TryParse(out bool negative, out string digits, out int scale)
    {
        (negative, digits, scale) = (Digits.StartsWith('-'), string.Empty, 0);
        var text = negative ? Digits[1..] : Digits;
        if (text.Length > MaxCharacters)
        {
            return false;
        }

        var exponent = 0;
        if (IsNumber && text.IndexOfAny(['e', 'E']) is >= 0 and var e)
        {
            if (!int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || exponent is < -100_000 or > 100_000)
            {
                return false;
            }

            text = text[..e];
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, decimals) = point < 0 ? (text, string.Empty) : (text[..point], text[(point + 1)..]);
        digits = whole + decimals;
        scale = decimals.Length - exponent;
        return whole.Length > 0 && (point < 0 || decimals.Length > 0) && digits.All(char.IsAsciiDigit);
    }

    internal sealed class Converter : JsonConverter<AmountText>
    {
        public override AmountText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => new(Encoding.UTF8.GetString(reader.ValueSpan), IsNumber: true),
            JsonTokenType.String => new(reader.GetString()!, IsNumber: false),
            _ => throw new JsonException("It is neither a number nor a string."),
        };

        public override void Write(Utf8JsonWriter writer, AmountText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Digits);
    }
}
