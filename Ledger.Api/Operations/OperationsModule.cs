using Ledger.Api.Audit;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Operations;

internal sealed record ProjectionAnswer(
    string Name, int Version, string Status, string Position, long? LagEvents, long LagMs, double EventsPerSecond, string? Error);

internal sealed record ProjectionsAnswer(IReadOnlyList<ProjectionAnswer> Items);

internal sealed record DependencyAnswer(string Status, string? Detail);

internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, DependencyAnswer> Dependencies);

/// <summary>What operators look at: health, and how far projections have come.</summary>
internal sealed class OperationsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Operate.MapGet("/v1/ops/projections", ListProjections)
            .WithName(nameof(ListProjections)).WithTags("Operations").WithSummary("Says how far each projection has come")
            .Produces<ProjectionsAnswer>().ProducesProblem(503);
        routes.Operate.MapGet("/v1/ops/projections/{name}", GetProjection)
            .WithName(nameof(GetProjection)).WithTags("Operations").WithSummary("Says how far a projection has come")
            .Produces<ProjectionAnswer>().ProducesProblem(404).ProducesProblem(503);
        routes.Operate.MapGet("/health/live", GetLiveness)
            .WithName(nameof(GetLiveness)).WithTags("Operations").WithSummary("Answers as long as the process does")
            .Produces<HealthAnswer>();
        routes.Operate.MapGet("/health/ready", GetReadiness)
            .WithName(nameof(GetReadiness)).WithTags("Operations").WithSummary("Says whether the service can be used, and what stands against it")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private static async Task<IResult> ListProjections(HttpContext context, ProjectionHost projections, LedgerPositions positions)
    {
        var all = await projections.StatusAsync(context.RequestAborted);
        return TypedResults.Json(new ProjectionsAnswer([.. all.Select(status => AnswerOf(status, positions))]), Text.Answers);
    }

    private static async Task<IResult> GetProjection(string name, HttpContext context, ProjectionHost projections, LedgerPositions positions)
    {
        var all = await projections.StatusAsync(context.RequestAborted);
        return all.FirstOrDefault(status => status.Name == name) is { } found
            ? TypedResults.Json(AnswerOf(found, positions), Text.Answers)
            : new Problem(ProblemKind.ProjectionNotFound, $"The projections are {string.Join(", ", all.Select(status => status.Name))}.");
    }

    private static JsonHttpResult<HealthAnswer> GetLiveness() =>
        TypedResults.Json(new HealthAnswer("live", new Dictionary<string, DependencyAnswer>(StringComparer.Ordinal)), Text.Answers);

    private static async Task<IResult> GetReadiness(HttpContext context, IEventStore store, ProjectionHost projections, AuditHealth audit)
    {
        var health = await store.CheckHealthAsync(context.RequestAborted);
        var dependencies = new Dictionary<string, DependencyAnswer>(StringComparer.Ordinal)
        {
            ["eventStore"] = new(health.IsWritable ? "ready" : "unavailable", health.Detail),
        };
        foreach (var runner in projections.Runners)
        {
            dependencies[$"projections.{runner.Name}"] = new(StatusOf(runner.State), runner.Error);
        }

        var degraded = projections.Runners.Any(runner => runner.State != ProjectionState.Live || runner.Error is not null);
        if (audit.Look() is var (auditStatus, detail, drifted))
        {
            dependencies[AuditHealth.Name] = new(auditStatus, detail);
            degraded |= drifted;
        }

        var status = !health.IsWritable ? "unavailable" : degraded ? "degraded" : "ready";
        return TypedResults.Json(new HealthAnswer(status, dependencies), Text.Answers, statusCode: health.IsWritable ? 200 : 503);
    }

    private static ProjectionAnswer AnswerOf(ProjectionStatus status, LedgerPositions positions) => new(
        status.Name,
        status.Version,
        StatusOf(status.State),
        positions.Format(status.Position),
        status.LagEvents,
        status.LagMs,
        Math.Round(status.EventsPerSecond, 1),
        status.Error);

    private static string StatusOf(ProjectionState state) => state switch
    {
        ProjectionState.CatchingUp => "catching-up",
        ProjectionState.Live => "live",
        ProjectionState.Failed => "failed",
        _ => "stopped",
    };
}
