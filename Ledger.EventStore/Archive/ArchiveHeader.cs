using System.Buffers;
using System.Text.Json;

namespace Ledger.EventStore.Archive;

/// <summary>The first line of an export: of what it is, and from where to where.</summary>
/// <param name="AccountId">The one account that it holds; <see langword="null"/> for the whole ledger.</param>
/// <param name="After">The position that it begins after; <see langword="null"/> for the beginning.</param>
/// <param name="UpTo">The position that it reaches: the next export can begin after it.</param>
public sealed record ArchiveHeader(Guid LedgerId, string? AccountId, string? After, string UpTo)
{
    /// <summary>Raised when the lines get another form or meaning.</summary>
    public const int Version = 1;

    private const string Format = "ledger-export";

    /// <summary>Whether it begins at the beginning and leaves no account out.</summary>
    public bool IsWhole => AccountId is null && After is null;

    internal void Write(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("format"u8, Format);
        writer.WriteNumber("version"u8, Version);
        writer.WriteString("ledgerId"u8, LedgerId);
        writer.WriteString("accountId"u8, AccountId);
        writer.WriteString("after"u8, After);
        writer.WriteString("upTo"u8, UpTo);
        writer.WriteEndObject();
    }

    /// <exception cref="FormatException">It is no header, or of a version that is not known here.</exception>
    internal static ArchiveHeader Parse(ReadOnlySpan<byte> line)
    {
        var reader = new LineReader(line);
        if (reader.TryText("format"u8) != Format)
        {
            throw new FormatException("it is not the first line of an export");
        }

        var version = reader.Number("version"u8);
        if (version != Version)
        {
            throw new FormatException($"the export has version {version}, and this ledger reads version {Version}");
        }

        var header = new ArchiveHeader(
            reader.Guid("ledgerId"u8), reader.TextOrNull("accountId"u8), reader.TextOrNull("after"u8), reader.Text("upTo"u8));
        reader.End();
        return header;
    }
}
