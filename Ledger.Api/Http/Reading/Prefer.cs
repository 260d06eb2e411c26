namespace Ledger.Api.Http.Reading;

/// <summary>The header of RFC 7240 by which a client prefers an answer before the work is done.</summary>
internal static class Prefer
{
    public const string Header = "Prefer";

    // A preference may have parameters, of which this one knows none.
    public static bool IsAsync(HttpRequest request) => request.Headers.TryGetValue(Header, out var values)
        && values.SelectMany(value => (value ?? string.Empty).Split(','))
            .Any(preference => preference.Split(';')[0].Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase));
}
