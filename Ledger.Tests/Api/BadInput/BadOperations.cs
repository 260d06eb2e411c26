using System.Text;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>What operators cannot ask of projections.</summary>
internal static class BadOperations
{
    private const string Projections = "/v1/ops/projections";

    public static IEnumerable<BadRequest> All() =>
    [
        .. new[] { "nothing", "ACCOUNTS", "accounts%20", "projections" }.SelectMany(name => new[]
        {
            Of("POST", name, "rebuild", "{}", 404, "projection-not-found"),
            Of("DELETE", name, "rebuild", null, 404, "projection-not-found"),
            Of("DELETE", name, "previous", null, 404, "projection-not-found"),
            Of("POST", name, "switch", null, 404, "projection-not-found"),
            Of("POST", name, "rollback", null, 404, "projection-not-found"),
            Of("POST", name, "retry", null, 404, "projection-not-found"),
            Of("POST", name, "skip", """{"reason":"x"}""", 404, "projection-not-found"),
        }),
        // A projection that is well, and of which there is one generation.
        Of("DELETE", "accounts", "rebuild", null, 409, "rebuild-running"),
        Of("DELETE", "accounts", "previous", null, 409, "rebuild-running"),
        Of("POST", "accounts", "switch", null, 409, "rebuild-running"),
        Of("POST", "accounts", "rollback", null, 409, "rebuild-running"),
        Of("POST", "accounts", "retry", null, 409, "rebuild-running"),
        Of("POST", "accounts", "skip", """{"reason":"x"}""", 409, "rebuild-running"),
        .. new[] { "switch", "rollback", "retry" }.Select(action => Of("POST", "accounts", action, """{"reason":"x"}""", 400, "invalid-request", "reason")),
        Of("POST", "transaction_ids", "skip", """{"reason":"x"}""", 409, "rebuild-running"),
        .. new[] { "\"STOP\"", "\"\"", "\"maybe\"", "1", "[]", "true" }.Select(choice =>
            Of("POST", "accounts", "rebuild", $$"""{"onDifference":{{choice}}}""", 400, "invalid-request", "onDifference")),
        Of("POST", "accounts", "rebuild", """{"force":true}""", 400, "invalid-request", "force"),
        Of("POST", "accounts", "rebuild", "[]", 400, "invalid-request", "body"),
        Of("POST", "accounts", "rebuild", "{", 400, "malformed-json"),
        Of("POST", "accounts", "rebuild", null, 415, "unsupported-media-type"),
        .. new[] { "{}", """{"reason":null}""", """{"reason":""}""", """{"reason":"  "}""", """{"reason":1}""", """{"reason":"a\u0000b"}""", $$"""{"reason":"{{new string('x', 201)}}"}""" }
            .Select(body => Of("POST", "accounts", "skip", body, 400, "invalid-request", "reason")),
        Of("POST", "accounts", "skip", """{"reason":"x","position":1}""", 400, "invalid-request", "position"),
        Of("POST", "accounts", "skip", null, 415, "unsupported-media-type"),
    ];

    private static BadRequest Of(string method, string name, string action, string? body, int status, string code, string? field = null) => new(
        $"{method} {Projections}/{{name}}/{action}",
        $"{name}: {BadBodies.Short(body ?? "no body")}",
        () =>
        {
            var request = LedgerClient.Request(new(method), $"{Projections}/{name}/{action}", null);
            if (body is not null)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            }

            return request;
        },
        status,
        code,
        field);
}
