using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Transfers, holds, reversals and changes of standing that must not be.</summary>
internal static class BadMoney
{
    private const string Transfer = "POST /v1/transfers";
    private const string Hold = "POST /v1/holds";
    private const string Capture = "POST /v1/holds/{id}/capture";
    private const string Release = "POST /v1/holds/{id}/release";
    private const string Reversal = "POST /v1/transactions/{id}/reversal";
    private const string Unknown = "018f3c1e-0000-7000-8000-000000000009";

    private static readonly JsonTemplate ValidTransfer = new(
        ("fromAccountId", "\"acc\""), ("toAccountId", "\"other\""), ("amount", "\"1.00\""), ("currency", "\"EUR\""), ("description", "\"d\""),
        ("reference", "\"r\""), ("effectiveAt", "\"2026-01-01T00:00:00Z\""), ("metadata", "{\"a\":1}"));

    private static readonly JsonTemplate ValidHold = new(
        ("accountId", "\"acc\""), ("amount", "\"1.00\""), ("currency", "\"EUR\""), ("expiresAt", "\"2999-01-01T00:00:00Z\""), ("description", "\"d\""));

    private static readonly JsonTemplate ValidReason = new(("reason", "\"r\""));

    private static readonly string[] NoIds = ["x", "1", "00000000-0000-0000-0000-00000000000", "%22", "{018f3c1e-0000-7000-8000-000000000009}", new('a', 3000), Unknown];

    public static IEnumerable<BadRequest> All() =>
    [
        .. BadBodies.OfForm(Transfer, ValidTransfer),
        .. BadBodies.OfMembers(Transfer, ValidTransfer, "fromAccountId", "toAccountId", "currency", "description", "reference", "effectiveAt"),
        .. BadBodies.OfId(Transfer, ValidTransfer, "fromAccountId"),
        .. BadBodies.OfId(Transfer, ValidTransfer, "toAccountId"),
        .. BadBodies.OfCurrency(Transfer, ValidTransfer),
        .. BadAmounts.Of(Transfer, ValidTransfer, "amount", zeroAllowed: false),
        .. new[] { "fromAccountId", "toAccountId", "amount" }.Select(name => BadRequest.Body(Transfer, $"no {name}", ValidTransfer.Without(name).ToString(), name)),
        BadRequest.Body(Transfer, "to itself", ValidTransfer.With("toAccountId", "\"acc\"").ToString(), "toAccountId"),
        BadRequest.Body(Transfer, "in the future", ValidTransfer.With("effectiveAt", "\"2999-01-01T00:00:00Z\"").ToString(), "effectiveAt"),
        .. Headers(Transfer, ValidTransfer),
        .. BadBodies.OfForm(Hold, ValidHold),
        .. BadBodies.OfMembers(Hold, ValidHold, "accountId", "currency", "expiresAt", "description"),
        .. BadBodies.OfId(Hold, ValidHold, "accountId"),
        .. BadBodies.OfCurrency(Hold, ValidHold),
        .. BadAmounts.Of(Hold, ValidHold, "amount", zeroAllowed: false),
        .. new[] { "accountId", "amount" }.Select(name => BadRequest.Body(Hold, $"no {name}", ValidHold.Without(name).ToString(), name)),
        .. new[] { "\"2026-01-01T00:00:00Z\"", "\"tomorrow\"", "\"\"" }.Select(json => BadRequest.Body(
            Hold, $"expiresAt is {json}", ValidHold.With("expiresAt", json).ToString(), "expiresAt")),
        new(Hold, "no such account", () => BadRequest.Post(Hold, ValidHold.With("accountId", "\"nobody\"").ToString()), 404, "account-not-found"),
        new(Hold, "another currency", () => BadRequest.Post(Hold, ValidHold.With("currency", "\"USD\"").ToString()), 409, "currency-mismatch"),
        .. Headers(Hold, ValidHold),
        .. NoIds.Select(id => new BadRequest("GET /v1/transfers/{id}", BadBodies.Short(id), () => LedgerClient.Request(HttpMethod.Get, $"/v1/transfers/{id}", null), 404, "transfer-not-found")),
        .. NoIds.Select(id => new BadRequest("GET /v1/holds/{id}", BadBodies.Short(id), () => LedgerClient.Request(HttpMethod.Get, $"/v1/holds/{id}", null), 404, "hold-not-found")),
        .. NoIds.SelectMany(id => new[]
        {
            new BadRequest(Capture, BadBodies.Short(id), () => LedgerClient.Request(HttpMethod.Post, $"/v1/holds/{id}/capture", "{}"), 404, "hold-not-found"),
            new BadRequest(Release, BadBodies.Short(id), () => LedgerClient.Request(HttpMethod.Post, $"/v1/holds/{id}/release", "{}"), 404, "hold-not-found"),
            new BadRequest(
                Reversal, BadBodies.Short(id), () => LedgerClient.Request(HttpMethod.Post, $"/v1/transactions/{id}/reversal", "{\"reason\":\"r\"}"), 404, "transaction-not-found"),
        }),
        BadRequest.Body(Capture, "unknown member", "{\"amout\":\"1.00\"}", "amout"),
        BadRequest.Body(Release, "unknown member", "{\"amount\":\"1.00\"}", "amount"),
        .. Reasons(Reversal),
        .. new[] { "POST /v1/transactions/batch", "POST /v1/accounts/batch", "POST /v1/users/batch" }.SelectMany(route => new[]
        {
            BadRequest.Body(route, "no array", "{}", "body"),
            BadRequest.Malformed(route, "half an array", "[{}"u8.ToArray()),
            BadRequest.Malformed(route, "more than an array", "[]]"u8.ToArray()),
            new BadRequest(route, "media type text/plain", () => BadRequest.Post(route, "[]"u8.ToArray(), "text/plain"), 415, "unsupported-media-type"),
        }),
        .. new[] { "freeze", "unfreeze", "close" }.SelectMany(verb => Reasons($"POST /v1/accounts/{{id}}/{verb}").Concat(
        [
            new BadRequest(
                $"POST /v1/accounts/{{id}}/{verb}", "nobody", () => LedgerClient.Request(HttpMethod.Post, $"/v1/accounts/nobody/{verb}", "{\"reason\":\"r\"}"), 404, "account-not-found"),
            new BadRequest(
                $"POST /v1/accounts/{{id}}/{verb}", "no id", () => LedgerClient.Request(HttpMethod.Post, $"/v1/accounts/a%20b/{verb}", "{\"reason\":\"r\"}"), 404, "account-not-found"),
        ])),
    ];

    private static IEnumerable<BadRequest> Reasons(string route) =>
    [
        .. BadBodies.OfMembers(route, ValidReason, "reason"),
        .. new[] { "\"\"", "\" \"", "null", $"\"{new string('x', 201)}\"", "\"\\u0000\"", "\"\\ud800\"" }
            .Select(json => BadRequest.Body(route, $"reason is {BadBodies.Short(json)}", ValidReason.With("reason", json).ToString(), "reason")),
        BadRequest.Body(route, "no reason", "{}", "reason"),
        new(route, "media type text/plain", () => BadRequest.Post(route, "{}"u8.ToArray(), "text/plain"), 415, "unsupported-media-type"),
    ];

    private static IEnumerable<BadRequest> Headers(string route, JsonTemplate valid) =>
        new[] { ("If-Match", "*"), ("If-Match", "7"), ("If-Match", "\"\""), ("If-Match", "\"-1\""), ("If-Match", "W/\"7\""), ("If-Match", "\"1\", \"2\""), ("Idempotency-Key", "a b") }
            .Select(header => new BadRequest(
                route,
                $"{header.Item1}: {header.Item2}",
                () => LedgerClient.Request(HttpMethod.Post, route.Split(' ')[1], valid.ToString(), header),
                400,
                "invalid-request",
                header.Item1));
}
