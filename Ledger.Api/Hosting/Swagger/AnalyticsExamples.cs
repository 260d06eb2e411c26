namespace Ledger.Api.Hosting.Swagger;

/// <summary>Examples of figures.</summary>
internal static class AnalyticsExamples
{
    private const string Figures = """
        "count":1,"totalIn":"100.00","totalOut":"0.00","average":"100.00","largest":"100.00","highestCountDay":{"day":"2026-11-20","count":1},"highestValueDay":{"day":"2026-11-20","value":"100.00"}
        """;

    private const string Currencies = $$"""
        "currencies":[{"currency":"EUR",{{Figures}}}],"reporting":{"currency":"EUR",{{Figures}},"unconverted":0}
        """;

    private const string Analytics = $$"""{"from":null,"to":null,"timeZone":"UTC",{{Currencies}}}""";

    private const string Series = $$"""
        {"from":null,"to":null,"timeZone":"UTC","bucket":"day","buckets":[{"start":"2026-11-20","end":"2026-11-21",{{Currencies}}}]}
        """;

    private const string None = """{"pending":0,"posted":0,"declined":0,"reversed":0}""";

    public static IReadOnlyDictionary<string, string> Answers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GetAccountAnalytics"] = Analytics,
        ["GetUserAnalytics"] = Analytics,
        ["GetAccountSeries"] = Series,
        ["GetUserSeries"] = Series,
        ["GetSummary"] = $$"""
            {"transactions":{"deposit":{"pending":0,"posted":1,"declined":0,"reversed":0},"withdrawal":{{None}},"transfer-in":{{None}},"transfer-out":{{None}},"capture":{{None}},"reversal-in":{{None}},"reversal-out":{{None}}},"currencies":[{"currency":"EUR","credits":"100.00","debits":"0.00","balances":"100.00","inFlight":"0.00","difference":"0.00"}],"accounts":{"open":1,"frozen":0,"closed":0},"activeAccounts":1}
            """,
    };
}
