namespace Ledger.Tests.Api.BadInput;

/// <summary>Transactions that must not be.</summary>
internal static class BadTransactions
{
    private const string Route = "POST /v1/transactions";

    private static readonly JsonTemplate Valid = new(
        ("accountId", "\"acc\""), ("type", "\"deposit\""), ("amount", "\"1.00\""), ("currency", "\"EUR\""), ("description", "\"d\""),
        ("reference", "\"r\""), ("effectiveAt", "\"2026-01-01T00:00:00Z\""), ("metadata", "{\"a\":1}"));

    public static IEnumerable<BadRequest> All() =>
    [
        .. BadBodies.OfForm(Route, Valid),
        .. BadBodies.OfMembers(Route, Valid, "accountId", "type", "currency", "description", "reference", "effectiveAt"),
        .. BadBodies.OfId(Route, Valid, "accountId"),
        .. BadBodies.OfCurrency(Route, Valid),
        .. BadAmounts.Of(Route, Valid, "amount", zeroAllowed: false),
        .. Bad("accountId", "null"),
        .. Bad("amount", "null"),
        .. Bad("type", "null", "\"\"", "\"Deposit\"", "\"transfer\"", "\"deposit \"", "\"transfer-in\""),
        .. new[] { "accountId", "type", "amount" }.Select(name => BadRequest.Body(Route, $"no {name}", Valid.Without(name).ToString(), name)),
        .. new[] { "accountId", "type", "amount", "currency" }.Select(name => BadRequest.Body(Route, $"empty object: {name}", "{}", name)),
        .. Bad("description", $"\"{new string('x', 501)}\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\ud800\""),
        .. Bad("reference", $"\"{new string('x', 141)}\"", "\"\\u0000\"", "\"x\\udfff\""),
        .. Bad(
            "effectiveAt", "\"\"", "\"today\"", "\"2026-01-01\"", "\"2026-01-01T00:00:00\"", "\"2026-13-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"",
            "\"2026-01-01T25:00:00Z\"", "\"2999-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-01-01T00:00:00+25:00\"",
            "\"2026-01-01T00:00:00Z\\u0000\"", "\"\\ud800\"", "\"20260101T000000Z\""),
        .. Bad("metadata", "1", "\"x\"", "true", "[]", "[{}]", "1e400"),
        .. Bad(
            "metadata", $"{{\"a\":\"{new string('x', 4089)}\"}}", $"{{\"{new string('x', 4091)}\":1}}", "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}",
            "{\"a\":[{\"b\":\"\\ud800\"}]}", "{\"\\udc00\":1}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}"),
        BadRequest.Malformed(Route, "metadata 1000 deep", System.Text.Encoding.UTF8.GetBytes(
            Valid.With("metadata", $"{string.Concat(Enumerable.Repeat("{\"a\":", 1000))}1{new string('}', 1000)}").ToString())),
        .. new[] { "", " ", "a b", "é", "a\tb", new string('k', 256), "\u007f" }.Select(key => Keyed($"'{BadBodies.Short(key)}'", key)),
        Keyed("given twice", "one", "two"),
        // What is well formed and cannot be carried out.
        new(Route, "no such account", () => BadRequest.Post(Route, Valid.With("accountId", "\"nobody\"").ToString()), 404, "account-not-found"),
        new(Route, "another currency", () => BadRequest.Post(Route, Valid.With("currency", "\"USD\"").ToString()), 409, "currency-mismatch"),
    ];

    private static IEnumerable<BadRequest> Bad(string name, params string[] jsons) =>
        jsons.Select(json => BadRequest.Body(Route, $"{name} is {BadBodies.Short(json)}", Valid.With(name, json).ToString(), name));

    private static BadRequest Keyed(string name, params string[] keys) => new(
        Route,
        $"Idempotency-Key {name}",
        () =>
        {
            var request = BadRequest.Post(Route, Valid.ToString());
            foreach (var key in keys)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            }

            return request;
        },
        400,
        "invalid-request",
        "Idempotency-Key");
}
