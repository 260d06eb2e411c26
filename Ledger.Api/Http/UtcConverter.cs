using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.EventStore.Serialization;

namespace Ledger.Api.Http;

/// <summary>Times are answered in UTC with microseconds, as they are stored.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Instant.Length];
        Instant.Format(value, text);
        writer.WriteStringValue(text);
    }
}
