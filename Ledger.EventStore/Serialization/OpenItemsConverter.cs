using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Kernel;

namespace Ledger.EventStore.Serialization;

/// <summary>Open items are an array, the oldest first.</summary>
internal sealed class OpenItemsConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(OpenItems<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<OpenItems<T>>
        where T : class
    {
        public override OpenItems<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            OpenItems.Of(JsonSerializer.Deserialize<List<T>>(ref reader, options) ?? throw new JsonException("Open items are an array."));

        public override void Write(Utf8JsonWriter writer, OpenItems<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IEnumerable<T>>(writer, value, options);
    }
}
