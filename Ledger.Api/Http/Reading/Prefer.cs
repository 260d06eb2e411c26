namespace Ledger.Api.Http.Reading;

/// <summary>The header of RFC 7240 by which a client prefers an answer before the work is done.</summary>
internal static class Prefer
{
    public static bool IsAsync(HttpRequest request) => request.Headers.TryGetValue("Prefer", out var values)
        && values.SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
            .Any(preference => preference.Equals("respond-async", StringComparison.OrdinalIgnoreCase));
}
