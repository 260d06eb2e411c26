using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Questions that cannot be answered.</summary>
internal static class BadReads
{
    private static readonly string[] HostileIds =
    [
        "..%2Fx", "%2e%2e%2fx", "a%20b", "%C3%A9", "-a", "a%2Fb", "a'b", "%22", "%25", "a%0Ab", "%F0%9F%8E%89", "%FF", "a;b", "' OR 1=1 --", new('a', 65), new('a', 3000),
    ];

    private static readonly string[] Times = ["today", "2026-01-01", "2026-01-01T00:00:00", "1", "0001-01-01T00:00:00%2B14:00", "99999-01-01T00:00:00Z", "%00"];
    private static readonly string[] Numbers = ["-1", "1.5", "x", "1e3", "%2B1", "%201", "9223372036854775808", "0x1", "%D9%A1"];

    public static IEnumerable<BadRequest> All() =>
    [
        .. OfList("GET /v1/accounts"),
        .. OfList("GET /v1/transactions"),
        .. Queries("GET /v1/accounts", "/v1/accounts", ("status", ["OPEN", "x", "%00"])),
        .. Queries(
            "GET /v1/transactions",
            "/v1/transactions",
            ("accountId", ["-a", "a%20b", "%00", "%C3%A9"]),
            ("type", ["DEPOSIT", "x"]),
            ("status", ["x", "posted,declined"]),
            ("from", Times),
            ("to", Times),
            ("q", [string.Join('+', Enumerable.Range(0, 101).Select(i => $"w{i}"))]),
            ("minAmount", ["1", "x"]),
            ("maxAmount", ["1", "x"])),
        .. new[] { "x", "-1", "1e2", "1.001", "NaN", "%2B1", "99999999999999", "1,5" }.SelectMany(amount => new[] { "minAmount", "maxAmount" }
            .Select(name => BadRequest.Query("GET /v1/transactions", "/v1/transactions", $"currency=EUR&{name}={amount}", name))),
        .. Queries("GET /v1/accounts/{id}/balance", "/v1/accounts/acc/balance", ("at", Times), ("revision", Numbers), ("basis", ["x"]), ("typo", ["1"])),
        BadRequest.Query("GET /v1/accounts/{id}/balance", "/v1/accounts/acc/balance", "revision=0&basis=effective", "basis"),
        .. Queries("GET /v1/accounts/{id}/statement", "/v1/accounts/acc/statement", ("from", Times), ("to", Times), ("basis", ["x", "Effective"]), ("typo", ["1"])),
        BadRequest.Query("GET /v1/accounts/{id}/statement", "/v1/accounts/acc/statement", "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        new("GET /v1/accounts/{id}/statement", "nobody", () => LedgerClient.Request(HttpMethod.Get, "/v1/accounts/nobody/statement", null), 404, "account-not-found"),
        BadRequest.Query("GET /v1/accounts/{id}/balance", "/v1/accounts/acc/balance", "at=2026-01-01T00:00:00Z&revision=0", "revision"),
        .. Queries(
            "GET /v1/accounts/{id}/events", "/v1/accounts/acc/events", ("from", Numbers), ("direction", ["up"]), ("limit", ["0", "501", .. Numbers]), ("typo", ["1"])),
        .. new[] { "", "/balance", "/balance?revision=0", "/balance?at=2026-01-01T00:00:00Z", "/events" }.SelectMany(rest => HostileIds.Select(id =>
            NotFound($"GET /v1/accounts/{{id}}{rest.Split('?')[0]}", $"/v1/accounts/{id}{rest}", "account-not-found"))),
        .. HostileIds.Append("00000000-0000-0000-0000-000000000000").Append("{00000000-0000-0000-0000-000000000000}").Select(id =>
            NotFound("GET /v1/transactions/{id}", $"/v1/transactions/{id}", "transaction-not-found")),
        .. HostileIds.Append("ACCOUNTS").Select(name =>
            NotFound("GET /v1/ops/projections/{name}", $"/v1/ops/projections/{name}", "projection-not-found")),
        .. new[] { "GET /v1/ops/projections", "GET /health/live", "GET /health/ready", "GET /metrics" }.Select(route => new BadRequest(
            route, "as a POST", () => BadRequest.Post(route, "{}"), 405, "method-not-allowed")),
        BadRequest.Query("GET /metrics", "/metrics", "name[]=up", "name[]"),
        .. new[] { "/v1/accounts", "/v1/accounts/acc", "/v1/accounts/acc/balance", "/v1/transactions" }.SelectMany(Headers),
    ];

    private static IEnumerable<BadRequest> OfList(string route)
    {
        var path = route[4..];
        return Queries(
            route,
            path,
            ("limit", ["0", "501", .. Numbers]),
            ("cursor", ["x", "1", "-1", "00000000-1", "%00", new('9', 500)]),
            ("currency", ["eur", "ZZZ", "%00"]),
            ("ownerId", ["-a", "a%20b", "%00", new('a', 65)]),
            ("typo", ["1"]),
            ("Limit", ["1"]),
            ("$where", ["1"])).Append(BadRequest.Query(route, path, "limit=1&limit=2", "limit"));
    }

    private static IEnumerable<BadRequest> Queries(string route, string path, params (string Name, string[] Values)[] queries) =>
        queries.SelectMany(query => query.Values.Select(value => BadRequest.Query(route, path, $"{query.Name}={value}", query.Name)));

    private static BadRequest NotFound(string route, string path, string code) =>
        new(route, BadBodies.Short(path), () => LedgerClient.Request(HttpMethod.Get, path, null), 404, code);

    private static IEnumerable<BadRequest> Headers(string path)
    {
        var route = $"GET {path.Replace("/acc/", "/{id}/", StringComparison.Ordinal)}";
        route = route.EndsWith("/acc", StringComparison.Ordinal) ? $"{route[..^3]}{{id}}" : route;
        foreach (var (header, value) in new[]
        {
            ("Ledger-Wait-Ms", "-1"), ("Ledger-Wait-Ms", "30001"), ("Ledger-Wait-Ms", "soon"), ("Ledger-Wait-Ms", ""),
            ("Ledger-Min-Position", "x"), ("Ledger-Min-Position", "00000000-1"), ("Ledger-Min-Position", ""),
        })
        {
            yield return new(route, $"{header}: '{value}' at {path}", () => LedgerClient.Request(HttpMethod.Get, path, null, (header, value)), 400, "invalid-request", header);
        }
    }
}
