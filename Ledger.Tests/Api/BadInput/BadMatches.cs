using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>Matches that must not be recorded, taken back, accepted or listed.</summary>
internal static class BadMatches
{
    private const string Record = "POST /v1/transactions/{id}/matches";
    private const string Undo = "DELETE /v1/transactions/{id}/matches/{matchId}";
    private const string Accept = "POST /v1/matches/{id}/accept";
    private const string List = "GET /v1/matches";

    private static readonly string Nothing = $"/v1/transactions/{Guid.Empty}/matches";

    public static IEnumerable<BadRequest> All() =>
    [
        Of("neither", "{}", "userId"),
        Of("both", $$"""{"userId":"a","transactionIds":["{{Guid.NewGuid()}}"]}""", "transactionIds"),
        Of("no id of a user", """{"userId":"a b"}""", "userId"),
        Of("a user that is a number", """{"userId":1}""", "userId"),
        Of("no transactions", """{"transactionIds":[]}""", "transactionIds"),
        Of("no id of a transaction", """{"transactionIds":["x"]}""", "transactionIds"),
        Of("null for a transaction", """{"transactionIds":[null]}""", "transactionIds"),
        Of("itself", $$"""{"transactionIds":["{{Guid.Empty}}"]}""", "transactionIds"),
        Of("one twice", """{"transactionIds":["018f3c1e-0000-7000-8000-00000000000a","018F3C1E-0000-7000-8000-00000000000A"]}""", "transactionIds"),
        Of("too many", $$"""{"transactionIds":[{{string.Join(',', Enumerable.Range(0, 101).Select(_ => $"\"{Guid.NewGuid()}\""))}}]}""", "transactionIds"),
        Of("a tolerance for a user", """{"userId":"a","tolerance":"1%"}""", "tolerance"),
        Of("unknown member", """{"userId":"a","score":1}""", "score"),
        new(Record, "no transaction", () => LedgerClient.Request(HttpMethod.Post, Nothing, """{"userId":"a"}"""), 404, "transaction-not-found"),
        new(Record, "no id", () => LedgerClient.Request(HttpMethod.Post, "/v1/transactions/x/matches", """{"userId":"a"}"""), 404, "transaction-not-found"),
        new(Undo, "no transaction", () => LedgerClient.Request(HttpMethod.Delete, $"{Nothing}/{Guid.Empty}", null), 404, "transaction-not-found"),
        new(Undo, "a long reason", () => LedgerClient.Request(HttpMethod.Delete, $"{Nothing}/{Guid.Empty}?reason={new string('x', 201)}", null), 400, "invalid-request", "reason"),
        new(Undo, "a query", () => LedgerClient.Request(HttpMethod.Delete, $"{Nothing}/{Guid.Empty}?why=x", null), 400, "invalid-request", "why"),
        new(Accept, "no match", () => LedgerClient.Request(HttpMethod.Post, $"/v1/matches/{Guid.Empty}/accept", null), 404, "match-not-found"),
        new(Accept, "no id", () => LedgerClient.Request(HttpMethod.Post, "/v1/matches/x/accept", null), 404, "match-not-found"),
        BadRequest.Query(List, "/v1/matches", "status=open", "status"),
        BadRequest.Query(List, "/v1/matches", "transactionId=x", "transactionId"),
        BadRequest.Query(List, "/v1/matches", "userId=a%20b", "userId"),
        BadRequest.Query(List, "/v1/matches", "limit=0", "limit"),
        BadRequest.Query(List, "/v1/matches", "cursor=x", "cursor"),
        BadRequest.Query(List, "/v1/matches", "q=x", "q"),
    ];

    private static BadRequest Of(string what, string body, string field) =>
        new(Record, what, () => LedgerClient.Request(HttpMethod.Post, Nothing, body), 400, "invalid-request", field);
}
