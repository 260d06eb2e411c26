using System.Text.Json;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Archive;

/// <summary>A line of an export: an event with its place.</summary>
/// <param name="Position">As clients of the exported ledger know it. Where it is imported it gets another.</param>
/// <param name="Data">Valid until the next line is read.</param>
/// <param name="Metadata">Valid until the next line is read.</param>
internal sealed record ArchivedEvent(
    string Stream, long Revision, string Position, Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata)
{
    private static readonly JsonEncodedText StreamName = JsonEncodedText.Encode("stream");
    private static readonly JsonEncodedText RevisionName = JsonEncodedText.Encode("revision");
    private static readonly JsonEncodedText PositionName = JsonEncodedText.Encode("position");
    private static readonly JsonEncodedText IdName = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText TypeName = JsonEncodedText.Encode("type");

    public static void Write(Utf8JsonWriter writer, RecordedEvent e, string position)
    {
        writer.WriteStartObject();
        writer.WriteString(StreamName, e.Stream.Value);
        writer.WriteNumber(RevisionName, e.Revision);
        writer.WriteString(PositionName, position);
        writer.WriteString(IdName, e.Id);
        writer.WriteString(TypeName, e.Type);
        Write(writer, "data"u8, "dataBase64"u8, e.Data.Span);
        Write(writer, "metadata"u8, "metadataBase64"u8, e.Metadata.Span);
        writer.WriteEndObject();
    }

    /// <exception cref="FormatException">It is not an event as it is written here.</exception>
    public static ArchivedEvent Parse(ReadOnlyMemory<byte> line)
    {
        var reader = new LineReader(line.Span);
        var stream = reader.Text("stream"u8);
        var revision = reader.Number("revision"u8);
        var position = reader.Text("position"u8);
        var id = reader.Guid("id"u8);
        var type = reader.Text("type"u8);
        var data = reader.Bytes("data"u8, "dataBase64"u8);
        var metadata = reader.Bytes("metadata"u8, "metadataBase64"u8);
        reader.End();
        return stream.Length is 0 or > Port.StreamName.MaxLength
            ? throw new FormatException("'stream' has a wrong value")
            : new(stream, revision, position, id, type, data.Decoded ?? line[data.InLine], metadata.Decoded ?? line[metadata.InLine]);
    }

    /// <summary>As it is appended, with bytes of its own.</summary>
    public EventData ToAppend()
    {
        var both = new byte[Data.Length + Metadata.Length];
        Data.CopyTo(both);
        Metadata.CopyTo(both.AsMemory(Data.Length));
        return new(Id, Type, both.AsMemory(0, Data.Length), both.AsMemory(Data.Length));
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> rawName, ReadOnlySpan<byte> base64Name, ReadOnlySpan<byte> bytes)
    {
        if (Payload.IsOneLineOfJson(bytes))
        {
            writer.WritePropertyName(rawName);
            writer.WriteRawValue(bytes, skipInputValidation: true);
        }
        else
        {
            writer.WriteBase64String(base64Name, bytes);
        }
    }
}
