using System.Text.Json.Serialization;
using Ledger.Api.Audit;
using Ledger.Api.Http;
using Ledger.Api.Matching.Automatic;
using Ledger.Api.Rates;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Operations;

/// <param name="Rates">How the exchange rates stand; of no other dependency.</param>
internal sealed record DependencyAnswer(
    string Status,
    string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RatesAnswer? Rates = null);

internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, DependencyAnswer> Dependencies);

/// <summary>What operators look at first: health.</summary>
internal sealed class OperationsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Operate.MapGet("/health/live", GetLiveness)
            .WithName(nameof(GetLiveness)).WithTags("Operations").WithSummary("Answers as long as the process does")
            .Produces<HealthAnswer>();
        routes.Operate.MapGet("/health/ready", GetReadiness)
            .WithName(nameof(GetReadiness)).WithTags("Operations").WithSummary("Says whether the service can be used, and what stands against it")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private static JsonHttpResult<HealthAnswer> GetLiveness() =>
        TypedResults.Json(new HealthAnswer("live", new Dictionary<string, DependencyAnswer>(StringComparer.Ordinal)), Text.Answers);

    private static async Task<IResult> GetReadiness(
        HttpContext context,
        IEventStore store,
        ProjectionHost projections,
        LagLimit lag,
        AuditHealth audit,
        MatchingState matching,
        RatesHealth rates)
    {
        var health = await store.CheckHealthAsync(context.RequestAborted);
        var dependencies = new Dictionary<string, DependencyAnswer>(StringComparer.Ordinal)
        {
            ["eventStore"] = new(health.IsWritable ? "ready" : "unavailable", health.Detail),
        };
        var degraded = false;
        foreach (var runner in projections.Runners)
        {
            var detail = runner.Error ?? lag.ExceededBy(runner);
            dependencies[$"projections.{runner.Name}"] = new(ProjectionAnswer.StatusOf(runner.State), detail);
            degraded |= runner.State != ProjectionState.Live || detail is not null;
        }

        if (audit.Look() is var (auditStatus, found, drifted))
        {
            dependencies[AuditHealth.Name] = new(auditStatus, found);
            degraded |= drifted;
        }

        if (matching.Look() is var (matchingStatus, why, isHeldUp))
        {
            dependencies[MatchingState.Name] = new(matchingStatus, why);
            degraded |= isHeldUp;
        }

        var (ratesStatus, late, isLate, known) = rates.Look();
        dependencies[RatesHealth.Name] = new(ratesStatus, late, known);
        degraded |= isLate;

        var status = !health.IsWritable ? "unavailable" : degraded ? "degraded" : "ready";
        return TypedResults.Json(new HealthAnswer(status, dependencies), Text.Answers, statusCode: health.IsWritable ? 200 : 503);
    }
}
