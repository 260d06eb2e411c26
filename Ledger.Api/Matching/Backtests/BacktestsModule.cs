using Ledger.Api.Http;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Api.Matching.Rules;

namespace Ledger.Api.Matching.Backtests;

/// <summary>Trying rules on the history while the service runs.</summary>
internal sealed class BacktestsModule : IEndpointModule
{
    public const string Route = "/v1/ops/matching/backtests";

    public static void AddRoutes(RouteGroups routes)
    {
        routes.Operate.MapPost(Route, BeginBacktest)
            .WithName(nameof(BeginBacktest)).WithTags("Operations").WithSummary("Tries rules of the automatic matcher on the history, and writes nothing")
            .WithDescription("Takes a set of rules, as `Ledger__MatchingRules` names it in a file. One runs at a time. Ask at `Location` how it goes, and what these rules would have matched against what is recorded.")
            .Accepts<RulesForm>("application/json")
            .Produces<BacktestAnswer>(202)
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415);
        routes.Operate.MapGet($"{Route}/{{id}}", GetBacktest)
            .WithName(nameof(GetBacktest)).WithTags("Operations").WithSummary("Says how far a backtest is, or what it came to")
            .Produces<BacktestAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> BeginBacktest(HttpContext context, BacktestRuns runs)
    {
        var rules = (await JsonBody.ReadAsync<RulesForm>(context)).ToRules();
        if (runs.TryBegin(rules) is not { } begun)
        {
            return new Problem(ProblemKind.BacktestRunning, "Rules are being tried already. Wait for that to end.");
        }

        context.Response.Headers.Location = $"{Route}/{begun.Id}";
        return TypedResults.Json(BacktestAnswer.Of(begun), Text.Answers, statusCode: 202);
    }

    private static IResult GetBacktest(string id, BacktestRuns runs) =>
        Guid.TryParseExact(id, "D", out var known) && runs.Find(known) is { } found
            ? TypedResults.Json(BacktestAnswer.Of(found), Text.Answers)
            : new Problem(ProblemKind.BacktestNotFound, $"There is none of this id. The last {BacktestRuns.MaxKept} are kept until the service stops.");
}
