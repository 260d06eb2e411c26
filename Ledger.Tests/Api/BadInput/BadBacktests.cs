using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Rules that cannot be tried, and backtests that never were.</summary>
internal static class BadBacktests
{
    private const string Begin = "POST /v1/ops/matching/backtests";
    private const string Get = "GET /v1/ops/matching/backtests/{id}";

    private static readonly JsonTemplate Valid = new(
        ("version", "\"bad\""), ("method", "\"names\""), ("minScore", "0.9"), ("fields", "[\"description\"]"), ("types", "[\"deposit\"]"));

    public static IEnumerable<BadRequest> All() =>
    [
        .. BadBodies.OfForm(Begin, Valid),
        .. BadBodies.OfMembers(Begin, Valid, "version", "method"),
        .. BadBodies.OfId(Begin, Valid, "version"),
        .. Valid.Members.Select(member => BadRequest.Body(Begin, $"no {member.Name}", Valid.Without(member.Name).ToString(), member.Name)),
        .. new[] { "\"built-in-1\"", "\"built-in-2\"" }.Select(json => Wrong("version", json)),
        .. new[] { "\"\"", "\"Names\"", "\"manual\"" }.Select(json => Wrong("method", json)),
        .. new[] { "-0.1", "1.1", "0.12345", "\"0.9\"", "1e400", "true" }.Select(json => Wrong("minScore", json)),
        .. new[] { "[]", "\"description\"", "[\"metadata\"]", "[\"description\",\"description\"]", "[null]", "{}" }.Select(json => Wrong("fields", json)),
        .. new[] { "[]", "[\"reversal-in\"]", "[\"deposit\",\"deposit\"]" }.Select(json => Wrong("types", json)),
        BadRequest.Body(Begin, "a type is a number", Valid.With("types", "[1]").ToString(), "types[0]"),
        new(Get, "unknown", () => LedgerClient.Request(HttpMethod.Get, "/v1/ops/matching/backtests/00000000-0000-0000-0000-000000000000", null), 404, "backtest-not-found"),
        new(Get, "no id", () => LedgerClient.Request(HttpMethod.Get, "/v1/ops/matching/backtests/x", null), 404, "backtest-not-found"),
        BadRequest.Query(Get, "/v1/ops/matching/backtests/x", "typo=1", "typo"),
    ];

    private static BadRequest Wrong(string field, string json) => BadRequest.Body(Begin, $"{field} is {json}", Valid.With(field, json).ToString(), field);
}
