using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.EventStore.Serialization;

/// <summary>An amount is one string, <c>"12.75 EUR"</c>: exact, and readable without a table of decimals.</summary>
internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[MoneyText.MaxLength];
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > text.Length)
        {
            throw new JsonException("An amount is a string such as \"12.75 EUR\".");
        }

        try
        {
            return MoneyText.Parse(text[..reader.CopyString(text)]);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[MoneyText.MaxLength];
        var length = MoneyText.Format(value, text);
        text[length++] = ' ';
        value.Currency.Code.CopyTo(text[length..]);
        writer.WriteStringValue(text[..(length + value.Currency.Code.Length)]);
    }
}

internal sealed class CurrencyConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Currency.TryParse(reader.GetString(), out var currency) ? currency : throw new JsonException("It is not the code of an active currency.");

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Instant.Parse(reader.ValueSpan);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Instant.Length];
        Instant.Format(value, text);
        writer.WriteStringValue(text);
    }
}

/// <summary>The <c>personal</c> member: <c>{"keyId": null, "value": {…}}</c>, the key's place always there.</summary>
internal sealed class PersonalConverter : JsonConverter<Personal<TransactionDetails>>
{
    public override Personal<TransactionDetails> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? keyId = null;
        TransactionDetails? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("keyId"u8))
            {
                reader.Read();
                keyId = reader.GetString();
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = ReadDetails(ref reader);
            }
            else
            {
                throw new JsonException($"'{reader.GetString()}' is not a member of personal data.");
            }
        }

        return new(keyId, value ?? throw new JsonException("Personal data lacks its value."));
    }

    public override void Write(Utf8JsonWriter writer, Personal<TransactionDetails> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("keyId"u8, value.KeyId);
        writer.WriteStartObject("value"u8);
        if (value.Value.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        if (value.Value.Reference is { } reference)
        {
            writer.WriteString("reference"u8, reference);
        }

        if (value.Value.Metadata is { } metadata)
        {
            writer.WritePropertyName("metadata"u8);
            writer.WriteRawValue(metadata);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static TransactionDetails ReadDetails(ref Utf8JsonReader reader)
    {
        string? description = null, reference = null, metadata = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("description"u8))
            {
                reader.Read();
                description = reader.GetString();
            }
            else if (reader.ValueTextEquals("reference"u8))
            {
                reader.Read();
                reference = reader.GetString();
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                using var document = JsonDocument.ParseValue(ref reader);
                metadata = document.RootElement.GetRawText();
            }
            else
            {
                throw new JsonException($"'{reader.GetString()}' is not a detail of a transaction.");
            }
        }

        return new(description, reference, metadata);
    }
}
