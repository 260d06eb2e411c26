using System.Text;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Users that must not be registered, renamed, removed or listed.</summary>
internal static class BadUsers
{
    private const string Register = "POST /v1/users";
    private const string Rename = "PUT /v1/users/{id}";
    private const string Remove = "DELETE /v1/users/{id}";
    private const string Get = "GET /v1/users/{id}";
    private const string List = "GET /v1/users";

    private static readonly JsonTemplate Valid = new(("id", "\"new\""), ("name", "\"Emma Brown\""));

    public static IEnumerable<BadRequest> All() =>
    [
        .. BadBodies.OfMembers(Register, Valid, "id", "name"),
        .. BadBodies.OfId(Register, Valid, "id"),
        .. BadNames.Select(name => BadRequest.Body(Register, $"name is {BadBodies.Short(name)}", Valid.With("name", name).ToString(), "name")),
        .. BadNames.Select(name => new BadRequest(Rename, $"name is {BadBodies.Short(name)}", () => Put("nobody", $$"""{"name":{{name}}}"""), 400, "invalid-request", "name")),
        BadRequest.Malformed(Register, "half an object", "{"u8.ToArray()),
        new(Register, "media type text/plain", () => BadRequest.Post(Register, "{}"u8.ToArray(), "text/plain"), 415, "unsupported-media-type"),
        new(Rename, "unknown member", () => Put("nobody", """{"name":"x","id":"y"}"""), 400, "invalid-request", "id"),
        new(Rename, "nobody", () => Put("nobody", """{"name":"x"}"""), 404, "user-not-found"),
        new(Rename, "no id", () => Put("a%20b", """{"name":"x"}"""), 404, "user-not-found"),
        new(Remove, "nobody", () => LedgerClient.Request(HttpMethod.Delete, "/v1/users/nobody", null), 404, "user-not-found"),
        new(Remove, "no id", () => LedgerClient.Request(HttpMethod.Delete, "/v1/users/a%20b", null), 404, "user-not-found"),
        new(Remove, "a query", () => LedgerClient.Request(HttpMethod.Delete, "/v1/users/nobody?reason=x", null), 400, "invalid-request", "reason"),
        new(Get, "nobody", () => LedgerClient.Request(HttpMethod.Get, "/v1/users/nobody", null), 404, "user-not-found"),
        new(Get, "no id", () => LedgerClient.Request(HttpMethod.Get, "/v1/users/a%20b", null), 404, "user-not-found"),
        BadRequest.Query(List, "/v1/users", "name=x", "name"),
        BadRequest.Query(List, "/v1/users", "limit=0", "limit"),
        BadRequest.Query(List, "/v1/users", "limit=501", "limit"),
        BadRequest.Query(List, "/v1/users", "cursor=x", "cursor"),
        BadRequest.Query(List, "/v1/users", $"q={new string('a', 201)}", "q"),
        BadRequest.Query(List, "/v1/users", "q=a%00", "q"),
        .. new[] { "/v1/matching/users", "/v1/matching/transactions" }.SelectMany(BadMatching),
    ];

    private static IEnumerable<BadRequest> BadMatching(string path) =>
    [
        BadRequest.Query($"GET {path}", path, "limit=1", "description"),
        BadRequest.Query($"GET {path}", path, $"description=x&transactionId={Guid.Empty}", "transactionId"),
        BadRequest.Query($"GET {path}", path, $"description={new string('a', 501)}", "description"),
        BadRequest.Query($"GET {path}", path, "description=x&limit=0", "limit"),
        BadRequest.Query($"GET {path}", path, "description=x&minScore=1.1", "minScore"),
        BadRequest.Query($"GET {path}", path, "description=x&minScore=-0", "minScore"),
        BadRequest.Query($"GET {path}", path, "description=x&minScore=NaN", "minScore"),
        BadRequest.Query($"GET {path}", path, "description=x&q=y", "q"),
        new($"GET {path}", "no transaction", () => LedgerClient.Request(HttpMethod.Get, $"{path}?transactionId={Guid.Empty}", null), 404, "transaction-not-found"),
        new($"GET {path}", "no id", () => LedgerClient.Request(HttpMethod.Get, $"{path}?transactionId=x", null), 404, "transaction-not-found"),
    ];

    private static IEnumerable<string> BadNames => ["null", "1", "[]", $"\"{new string('a', 201)}\"", "\"a\\u0000\""];

    private static HttpRequestMessage Put(string id, string json)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new("application/json");
        return new(HttpMethod.Put, new Uri($"/v1/users/{id}", UriKind.Relative)) { Content = content };
    }
}
