using System.Globalization;
using Ledger.EventStore.Serialization;

namespace Ledger.Api.Http.Reading;

/// <summary>Times with their offset, as in <c>2026-01-31T12:00:00Z</c> or <c>…+01:00</c>, down to the microsecond.</summary>
internal static class Rfc3339
{
    private const int MaxDecimals = 7;

    private static readonly string[] Patterns =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        text = Shorten(text.ToUpperInvariant());
        // Without an offset a time is no moment; "K" would let that pass.
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        if (!hasOffset || !DateTimeOffset.TryParseExact(text, Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = Instant.Truncate(parsed);
        return true;
    }

    /// <summary>Cuts decimals of a second that no clock of ours has: some languages write nine.</summary>
    private static string Shorten(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var end = point < 0 ? -1 : text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
        return end <= MaxDecimals ? text : text.Remove(point + 1 + MaxDecimals, end - MaxDecimals);
    }
}
