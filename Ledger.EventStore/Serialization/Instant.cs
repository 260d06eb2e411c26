using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ledger.EventStore.Serialization;

/// <summary>Times as they are stored: UTC in whole microseconds, <c>2026-11-20T20:43:25.123456Z</c>. As text they sort as in time.</summary>
public static class Instant
{
    /// <summary>Characters, and bytes, of a stored time.</summary>
    public const int Length = 27;

    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Cuts to whole microseconds of UTC, which every store holds exactly.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    public static void Format(DateTimeOffset time, Span<byte> target)
    {
        // "O" gives seven digits and the same layout; the seventh is always zero after Truncate and gives way to the Z.
        Span<byte> seven = stackalloc byte[33];
        Utf8Formatter.TryFormat(time.UtcDateTime, seven, out _, new('O'));
        seven[..(Length - 1)].CopyTo(target);
        target[Length - 1] = (byte)'Z';
    }

    /// <exception cref="FormatException">It is not what <see cref="Format(DateTimeOffset)"/> writes.</exception>
    public static DateTimeOffset Parse(ReadOnlySpan<byte> text) =>
        TryParse(text, out var time) ? time : throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is not a stored time.");

    /// <summary>Reads what <see cref="Format(DateTimeOffset)"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != Length || text[^1] != (byte)'Z' || !Utf8Parser.TryParse(Seven(text, stackalloc byte[28]), out DateTime read, out _, 'O'))
        {
            return false;
        }

        time = new(read, TimeSpan.Zero);
        return true;
    }

    private static Span<byte> Seven(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        text[..(Length - 1)].CopyTo(buffer);
        buffer[Length - 1] = (byte)'0';
        buffer[Length] = (byte)'Z';
        return buffer;
    }
}
