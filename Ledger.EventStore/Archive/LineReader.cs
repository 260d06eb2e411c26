using System.Text;
using System.Text.Json;

namespace Ledger.EventStore.Archive;

/// <summary>
/// Reads a line's members in the one order in which they are written. Errors are <see cref="FormatException"/> with what is wrong,
/// never with what stands there.
/// </summary>
internal ref struct LineReader
{
    private readonly ReadOnlySpan<byte> _line;
    private Utf8JsonReader _json;

    public LineReader(ReadOnlySpan<byte> line)
    {
        _line = line;
        _json = new(line, new JsonReaderOptions { MaxDepth = Payload.MaxDepth + 1 });
        Read(JsonTokenType.StartObject);
    }

    public string Text(ReadOnlySpan<byte> name) => TextOrNull(name) ?? throw Wrong(name);

    public string? TextOrNull(ReadOnlySpan<byte> name)
    {
        Name(name);
        return Value(name, JsonTokenType.String, JsonTokenType.Null) == JsonTokenType.Null ? null : GetString(name);
    }

    /// <summary>The text of a member; <see langword="null"/> where the line does not begin with it.</summary>
    public string? TryText(ReadOnlySpan<byte> name)
    {
        TryRead();
        return _json.TokenType == JsonTokenType.PropertyName && _json.ValueTextEquals(name) && TryRead()
            && _json.TokenType == JsonTokenType.String ? GetString(name) : null;
    }

    public long Number(ReadOnlySpan<byte> name)
    {
        Name(name);
        Value(name, JsonTokenType.Number, JsonTokenType.Number);
        return _json.TryGetInt64(out var number) && number >= 0 ? number : throw Wrong(name);
    }

    public Guid Guid(ReadOnlySpan<byte> name)
    {
        Name(name);
        Value(name, JsonTokenType.String, JsonTokenType.String);
        return _json.TryGetGuid(out var id) ? id : throw Wrong(name);
    }

    /// <summary>A payload: the raw bytes of one member, or what the other holds in base64.</summary>
    /// <returns>The bytes, and whether they are a part of the line.</returns>
    public (Range InLine, byte[]? Decoded) Bytes(ReadOnlySpan<byte> rawName, ReadOnlySpan<byte> base64Name)
    {
        Read(JsonTokenType.PropertyName);
        if (_json.ValueTextEquals(rawName))
        {
            if (!TryRead())
            {
                throw Wrong(rawName);
            }

            var start = (int)_json.TokenStartIndex;
            try
            {
                _json.Skip();
            }
            catch (JsonException e)
            {
                throw NotJson(e);
            }

            return (start..(int)_json.BytesConsumed, null);
        }

        if (!_json.ValueTextEquals(base64Name))
        {
            throw Missing(rawName);
        }

        Value(base64Name, JsonTokenType.String, JsonTokenType.String);
        return _json.TryGetBytesFromBase64(out var decoded) ? (default, decoded) : throw Wrong(base64Name);
    }

    public void End()
    {
        Read(JsonTokenType.EndObject);
        if (_json.BytesConsumed != _line.Length || TryRead())
        {
            throw new FormatException("something follows behind the last member");
        }
    }

    private static FormatException NotJson(Exception? e) => new("it is not JSON as it was written", e);

    private static FormatException Missing(ReadOnlySpan<byte> name) =>
        new($"'{Encoding.UTF8.GetString(name)}' does not stand where it belongs");

    private static FormatException Wrong(ReadOnlySpan<byte> name) => new($"'{Encoding.UTF8.GetString(name)}' has a wrong value");

    private void Name(ReadOnlySpan<byte> name)
    {
        Read(JsonTokenType.PropertyName);
        if (!_json.ValueTextEquals(name))
        {
            throw Missing(name);
        }
    }

    private JsonTokenType Value(ReadOnlySpan<byte> name, JsonTokenType one, JsonTokenType other)
    {
        TryRead();
        return _json.TokenType == one || _json.TokenType == other ? _json.TokenType : throw Wrong(name);
    }

    private readonly string GetString(ReadOnlySpan<byte> name)
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // What stands there is no text in UTF-8.
            throw Wrong(name);
        }
    }

    private void Read(JsonTokenType expected)
    {
        if (!TryRead() || _json.TokenType != expected)
        {
            throw NotJson(null);
        }
    }

    private bool TryRead()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }
}
