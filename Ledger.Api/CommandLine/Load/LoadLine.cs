using System.Buffers;
using System.Text.Json;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// One line as it is sent. The key is taken out of the body; everything else stays as it was written, numbers digit for digit, so that
/// the service judges what the file says. A line that is no JSON object goes out as it is, for the service to refuse.
/// </summary>
internal sealed record LoadLine(LoadFile File, int Number, string? AccountId, string? IdempotencyKey, ReadOnlyMemory<byte> Body)
{
    private const string KeyMember = "idempotencyKey";

    public static LoadLine Parse(LoadFile file, int number, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                string? key = file.IsTransactions ? Text(root, KeyMember) : null;
                return new LoadLine(file, number, Text(root, file.AccountMember), key, key is null ? AsIs(text) : Without(root, KeyMember));
            }
        }
        catch (JsonException)
        {
            // Said by the service's answer, with the line's number.
        }

        return new LoadLine(file, number, AccountId: null, IdempotencyKey: null, AsIs(text));
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] AsIs(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static ReadOnlyMemory<byte> Without(JsonElement root, string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!property.NameEquals(name))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
