using System.Globalization;
using Ledger.EventStore.Serialization;

namespace Ledger.Api.Http.Reading;

/// <summary>Times with their offset, as in <c>2026-01-31T12:00:00Z</c> or <c>…+01:00</c>, down to the microsecond.</summary>
internal static class Rfc3339
{
    private static readonly string[] Patterns =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        // Without an offset a time is no moment; "K" would let that pass.
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        if (!hasOffset || !DateTimeOffset.TryParseExact(text, Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = Instant.Truncate(parsed);
        return true;
    }
}
