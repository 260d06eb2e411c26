using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Questions about the history that cannot be answered.</summary>
internal static class BadAudits
{
    private static readonly string[] Positions = ["x", "1", "-1", "00000000-1", "%00", "00000000-1-2-3", "3b241101", new('9', 500)];

    public static IEnumerable<BadRequest> All() =>
    [
        .. Queries("GET /v1/audit/export", ("after", Positions), ("accountId", ["-a", "a%20b", "%00", "%C3%A9", new('a', 65)]), ("typo", ["1"]), ("After", ["1"])),
        new("GET /v1/audit/export", "nobody's account", () => LedgerClient.Request(HttpMethod.Get, "/v1/audit/export?accountId=nobody", null), 404, "account-not-found"),
        BadRequest.Query("GET /v1/audit/export", "/v1/audit/export", "accountId=acc&accountId=acc", "accountId"),
        .. Queries(
            "GET /v1/events",
            ("after", Positions),
            ("stream", ["acc", "account-", "account--a", "account-a%20b", "$all", "other-a", "ledger-operation", "account-" + new string('a', 65)]),
            ("typo", ["1"])),
        .. Positions.Where(position => !position.Contains('%', StringComparison.Ordinal)).Select(position => new BadRequest(
            "GET /v1/events", $"Last-Event-ID: {position}", () => LedgerClient.Request(HttpMethod.Get, "/v1/events", null, ("Last-Event-ID", position)), 400, "invalid-request", "Last-Event-ID")),
    ];

    private static IEnumerable<BadRequest> Queries(string route, params (string Name, string[] Values)[] queries) =>
        queries.SelectMany(query => query.Values.Select(value => BadRequest.Query(route, route[4..], $"{query.Name}={value}", query.Name)));
}
