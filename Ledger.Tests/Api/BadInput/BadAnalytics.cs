using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Figures that cannot be answered.</summary>
internal static class BadAnalytics
{
    private const string Account = "GET /v1/analytics/accounts/{id}";
    private const string AccountSeries = $"{Account}/series";
    private const string User = "GET /v1/analytics/users/{userId}";
    private const string UserSeries = $"{User}/series";
    private const string Summary = "GET /v1/analytics/summary";
    private const string Runtime = "GET /v1/analytics/runtime";

    private static readonly string[] Zones =
    [
        "Nowhere/Town", "Europe/Berlin%00", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "right%2FUTC", "posix%2FUTC", "posixrules", "localtime", "%2B01:00", "UTC%20", "Europe", new('a', 65),
    ];

    public static IEnumerable<BadRequest> All() =>
    [
        .. new[] { (Account, "/v1/analytics/accounts/acc"), (AccountSeries, "/v1/analytics/accounts/acc/series"), (User, "/v1/analytics/users/u"), (UserSeries, "/v1/analytics/users/u/series") }
            .SelectMany(route => Of(route.Item1, route.Item2)),
        .. new[] { "DAY", "year", "1" }.SelectMany(bucket => new[]
        {
            BadRequest.Query(AccountSeries, "/v1/analytics/accounts/acc/series", $"bucket={bucket}", "bucket"),
            BadRequest.Query(UserSeries, "/v1/analytics/users/u/series", $"bucket={bucket}", "bucket"),
        }),
        BadRequest.Query(Account, "/v1/analytics/accounts/acc", "bucket=day", "bucket"),
        BadRequest.Query(User, "/v1/analytics/users/u", "bucket=day", "bucket"),
        .. new[] { "nobody", "a%20b", "%C3%A9" }.SelectMany(id => new[]
        {
            NotFound(Account, $"/v1/analytics/accounts/{id}", "account-not-found"),
            NotFound(AccountSeries, $"/v1/analytics/accounts/{id}/series", "account-not-found"),
            NotFound(User, $"/v1/analytics/users/{id}", "user-not-found"),
            NotFound(UserSeries, $"/v1/analytics/users/{id}/series", "user-not-found"),
        }),
        BadRequest.Query(Runtime, "/v1/analytics/runtime", "from=2026-01-01T00:00:00Z", "from"),
        BadRequest.Query(Summary, "/v1/analytics/summary", "timeZone=UTC", "timeZone"),
        BadRequest.Query(Summary, "/v1/analytics/summary", "from=2026-01-01T00:00:00Z", "from"),
    ];

    private static IEnumerable<BadRequest> Of(string route, string path) =>
    [
        .. Zones.Select(zone => BadRequest.Query(route, path, $"timeZone={zone}", "timeZone")),
        BadRequest.Query(route, path, "from=2026-01-01", "from"),
        BadRequest.Query(route, path, "to=today", "to"),
        BadRequest.Query(route, path, "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        BadRequest.Query(route, path, "timezone=UTC", "timezone"),
        BadRequest.Query(route, path, "timeZone=UTC&timeZone=UTC", "timeZone"),
    ];

    private static BadRequest NotFound(string route, string path, string code) =>
        new(route, path, () => LedgerClient.Request(HttpMethod.Get, path, null), 404, code);
}
