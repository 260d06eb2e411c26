using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.Hosting.Swagger;

/// <summary>Examples that can be sent as they stand, one after the other.</summary>
internal sealed class ExamplesFilter : IOperationFilter
{
    private const string Account = """
        {"id":"alice","ownerId":"user-alice","currency":"EUR","status":"open","balance":"100.00","held":"0.00","available":"150.00","overdraftLimit":"50.00","revision":1,"openedAt":"2026-11-20T09:00:00.000000Z","lastActivityAt":"2026-11-20T09:05:00.000000Z"}
        """;

    private const string Transaction = """
        {"id":"019aa0f4-7c11-7cc2-9a52-0f0a4ed0b6c1","accountId":"alice","type":"deposit","status":"posted","amount":"100.00","currency":"EUR","description":"Salary November","reference":"SAL-2026-11","effectiveAt":"2026-11-20T09:05:00.000000Z","recordedAt":"2026-11-20T09:05:00.000000Z","revision":1,"balanceAfter":"100.00","matches":[],"metadata":{"source":"payroll"}}
        """;

    private const string User = """
        {"id":"user-alice","name":"Alice Brown","revision":0,"changedAt":"2026-11-20T08:55:00.000000Z"}
        """;

    private const string Match = """
        {"id":"019aa0f9-3e10-7d3f-9f74-3d4e5f607182","status":"recorded","transactionId":"019aa0f4-7c11-7cc2-9a52-0f0a4ed0b6c1","accountId":"alice","userId":"user-alice","method":"manual","score":0.9999,"evidence":[{"nameWord":"alice","text":"Alice","start":5,"kind":"exact","edits":0},{"nameWord":"brown","text":"Brown","start":11,"kind":"exact","edits":0}],"recordedAt":"2026-11-20T09:40:00.000000Z"}
        """;

    private const string Verification = """
        {"id":"019aa0f5-11d0-7a44-b5f0-5d5e8a1f0c22","status":"passed","accountId":"alice","startedAt":"2026-11-20T09:10:00.000000Z","endedAt":"2026-11-20T09:10:00.120000Z","position":"5b2f4a0e-3","eventsChecked":3,"total":3,"eventsPerSecond":25.0,"findings":[],"moreFindings":0,"error":null}
        """;

    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["OpenAccount"] = """{"id":"alice","currency":"EUR","ownerId":"user-alice","overdraftLimit":"50.00"}""",
        ["BeginVerification"] = """{"accountId":"alice"}""",
        ["BeginBacktest"] = BacktestExample.Request,
        ["RegisterUser"] = """{"id":"user-alice","name":"Alice Brown"}""",
        ["RenameUser"] = """{"name":"Alice Green"}""",
        ["RecordMatch"] = """{"userId":"user-alice"}""",
        ["RegisterUsers"] = """[{"id":"user-alice","name":"Alice Brown"},{"id":"user-bob","name":"Bob"}]""",
        ["PostTransaction"] =
            """{"accountId":"alice","type":"deposit","amount":"100.00","currency":"EUR","description":"Salary November","reference":"SAL-2026-11","metadata":{"source":"payroll"}}""",
        ["RebuildProjection"] = """{"onDifference":"stop"}""",
        ["SkipProjectionEvent"] = """{"reason":"Written by a trial version, agreed with the auditors"}""",
    };

    private const string Projection = """
        {"name":"accounts","version":1,"status":"rebuilding","position":"5b2f4a0e-1200345","lagEvents":0,"lagMs":0,"eventsPerSecond":310.4,"error":null,"generations":[{"number":1,"version":1,"state":"live","position":"5b2f4a0e-1200345"},{"number":2,"version":1,"state":"building","position":"5b2f4a0e-480000"}],"rebuild":{"generation":2,"phase":"loading","done":480000,"total":1200345,"eventsPerSecond":158000,"etaSeconds":4.6,"difference":null,"error":null}}
        """;

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["OpenAccount"] = Account,
        ["GetAccount"] = Account,
        ["ListAccounts"] = $$"""{"items":[{{Account}}],"next":null}""",
        ["PostTransaction"] = Transaction,
        ["GetTransaction"] = Transaction,
        ["ListTransactions"] = $$"""{"items":[{{Transaction}}],"next":null}""",
        ["GetBalance"] = """
            {"accountId":"alice","currency":"EUR","balance":"100.00","held":"0.00","available":"150.00","revision":1,"at":"2026-11-20T09:05:00.000000Z","chain":"9f2c6a0e3b7d4c1895e0a7f1d2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5"}
            """,
        ["RegisterUser"] = User,
        ["RenameUser"] = User,
        ["RecordMatch"] = Match,
        ["AcceptMatch"] = Match,
        ["ListMatches"] = $$"""{"items":[{{Match}}],"next":null}""",
        ["GetUser"] = User,
        ["ListUsers"] = $$"""{"items":[{{User}}],"next":null}""",
        ["FindUsers"] = """
            {"users":[{"id":"user-alice","name":"Alice Brown","score":0.9999,"evidence":[{"nameWord":"alice","text":"al1ce","start":14,"kind":"typo","edits":0.2},{"nameWord":"brown","text":"brown","start":19,"kind":"glued","edits":0}]}],"totalMatches":1,"decision":"match"}
            """,
        ["FindSimilarTransactions"] = """
            {"transactions":[{"id":"019aa0f4-7c11-7cc2-9a52-0f0a4ed0b6c1","accountId":"alice","description":"Salary November","score":0.9364}],"totalMatches":1,"tokensUsed":26}
            """,
        ["ListProjections"] = $$"""{"items":[{{Projection}}]}""",
        ["GetProjection"] = Projection,
        ["RebuildProjection"] = Projection,
        ["BeginVerification"] = Verification,
        ["GetVerification"] = Verification,
        ["BeginBacktest"] = BacktestExample.Answer,
        ["GetBacktest"] = BacktestExample.Answer,
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var id = operation.OperationId ?? string.Empty;
        if ((Requests.TryGetValue(id, out var request) || MoneyExamples.Requests.TryGetValue(id, out request)) && operation.RequestBody?.Content is { } body && body.TryGetValue("application/json", out var content))
        {
            ((OpenApiMediaType)content).Example = JsonNode.Parse(request);
        }

        if (!Answers.TryGetValue(id, out var answer) && !MoneyExamples.Answers.TryGetValue(id, out answer) && !AnalyticsExamples.Answers.TryGetValue(id, out answer))
        {
            return;
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (status.StartsWith('2') && response.Content is { } media && media.TryGetValue("application/json", out var json))
            {
                ((OpenApiMediaType)json).Example = JsonNode.Parse(answer);
            }
        }
    }
}
