using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.EventStore.Archive;

/// <summary>
/// How stored bytes stand in a line: as they are where they are one JSON value on one line, so that any tool can read them, else in
/// base64. Either way exactly the same bytes come out again.
/// </summary>
internal static class Payload
{
    /// <summary>How deep JSON may be nested to stand as it is.</summary>
    public const int MaxDepth = 128;

    public static bool IsOneLineOfJson(ReadOnlySpan<byte> bytes)
    {
        // Blanks around a value are no part of it, and would be lost.
        if (bytes.IsEmpty || bytes[0] <= (byte)' ' || bytes[^1] <= (byte)' ' || bytes.ContainsAny((byte)'\n', (byte)'\r') || !Utf8.IsValid(bytes))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
