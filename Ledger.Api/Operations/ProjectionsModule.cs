using Ledger.Api.Http;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;

namespace Ledger.Api.Operations;

internal sealed record RebuildRequest(string? OnDifference = null);

internal sealed record SkipRequest(string? Reason = null);

/// <summary>Projections: how far they have come, and what operators do to them.</summary>
internal sealed class ProjectionsModule : IEndpointModule
{
    private const int MaxReason = 200;

    public static void AddRoutes(RouteGroups routes)
    {
        routes.Operate.MapGet("/v1/ops/projections", ListProjections)
            .WithName(nameof(ListProjections)).WithTags("Operations").WithSummary("Says how far each projection has come")
            .Produces<ProjectionsAnswer>().ProducesProblem(503);
        routes.Operate.MapGet("/v1/ops/projections/{name}", GetProjection)
            .WithName(nameof(GetProjection)).WithTags("Operations").WithSummary("Says how far a projection has come")
            .Produces<ProjectionAnswer>().ProducesProblem(404).ProducesProblem(503);
        routes.Operate.MapPost("/v1/ops/projections/{name}/rebuild", RebuildProjection)
            .WithName(nameof(RebuildProjection)).WithTags("Operations").WithSummary("Builds a projection anew beside the live one, compares, and switches")
            .WithDescription("Queries go on meanwhile. Where the new generation differs from the live one it waits (`stop`), or is switched to all the same (`switch`).")
            .Accepts<RebuildRequest>("application/json")
            .Produces<ProjectionAnswer>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        routes.Operate.MapDelete("/v1/ops/projections/{name}/rebuild", CancelRebuild)
            .WithName(nameof(CancelRebuild)).WithTags("Operations").WithSummary("Drops the generation that is on its way")
            .Produces<ProjectionAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        AddAction(routes, "switch", SwitchProjection, nameof(SwitchProjection), "Switches to the new generation, though it differs from the live one");
        AddAction(routes, "rollback", RollbackProjection, nameof(RollbackProjection), "Switches back to the generation that was live before");
        AddAction(routes, "retry", RetryProjection, nameof(RetryProjection), "Lets a projection that has failed try again");
        AddAction(routes, "skip", SkipProjectionEvent, nameof(SkipProjectionEvent), "Lets a projection go on without the event it stopped at, and records it")
            .Accepts<SkipRequest>("application/json");
        routes.Operate.MapDelete("/v1/ops/projections/{name}/previous", DropPreviousGeneration)
            .WithName(nameof(DropPreviousGeneration)).WithTags("Operations").WithSummary("Drops the generation that was live before")
            .Produces<ProjectionAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static RouteHandlerBuilder AddAction(RouteGroups routes, string action, Delegate handler, string name, string summary) =>
        routes.Operate.MapPost($"/v1/ops/projections/{{name}}/{action}", handler)
            .WithName(name).WithTags("Operations").WithSummary(summary)
            .Produces<ProjectionAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

    private static async Task<IResult> ListProjections(HttpContext context, ProjectionReports reports) =>
        TypedResults.Json(new ProjectionsAnswer(await reports.AllAsync(context.RequestAborted)), Text.Answers);

    private static async Task<IResult> GetProjection(string name, HttpContext context, ProjectionReports reports) =>
        TypedResults.Json(await reports.OneAsync(name, context.RequestAborted), Text.Answers);

    private static async Task<IResult> RebuildProjection(string name, HttpContext context, ProjectionReports reports, ProjectionControl control)
    {
        await reports.OneAsync(name, context.RequestAborted);
        var request = await JsonBody.ReadAsync<RebuildRequest>(context);
        var checks = new Checks();
        var choice = checks.Choice("onDifference", request.OnDifference ?? "stop", "stop", "switch");
        checks.ThrowIfAny();
        if (!await control.RebuildAsync(name, choice == "switch" ? OnDifference.Switch : OnDifference.Stop, context.RequestAborted))
        {
            throw Refused("A new generation is on its way already: wait for it, switch to it, or cancel it.");
        }

        context.Response.Headers.Location = $"/v1/ops/projections/{name}";
        return TypedResults.Json(await reports.OneAsync(name, context.RequestAborted), Text.Answers, statusCode: 202);
    }

    private static Task<IResult> CancelRebuild(string name, HttpContext context, ProjectionReports reports, ProjectionControl control) =>
        ActAsync(name, context, reports, control.CancelAsync, "No new generation is on its way.");

    private static Task<IResult> SwitchProjection(string name, HttpContext context, ProjectionReports reports, ProjectionControl control) =>
        ActAsync(name, context, reports, control.SwitchAsync, "There is no new generation that has been loaded and goes along with the live one.");

    private static Task<IResult> RollbackProjection(string name, HttpContext context, ProjectionReports reports, ProjectionControl control) =>
        ActAsync(name, context, reports, control.RollbackAsync, "There is no generation that was live before.");

    private static Task<IResult> DropPreviousGeneration(string name, HttpContext context, ProjectionReports reports, ProjectionControl control) =>
        ActAsync(name, context, reports, control.DropPreviousAsync, "There is no generation that was live before.");

    private static Task<IResult> RetryProjection(string name, HttpContext context, ProjectionReports reports, ProjectionControl control) =>
        ActAsync(name, context, reports, control.RetryAsync, "The projection has not failed.");

    private static async Task<IResult> SkipProjectionEvent(string name, HttpContext context, ProjectionReports reports, ProjectionControl control)
    {
        await reports.OneAsync(name, context.RequestAborted);
        var request = await JsonBody.ReadAsync<SkipRequest>(context);
        var checks = new Checks();
        checks.Text("reason", request.Reason, MaxReason);
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            checks.Add("reason", "is required: it is recorded");
        }

        checks.ThrowIfAny();
        return await CarryOutAsync(
            name,
            context,
            reports,
            (projection, token) => control.SkipAsync(projection, request.Reason!, Problem.TraceIdOf(context), Actors.Of(context), token),
            "The projection has not stopped at an event, or cannot do without any.");
    }

    private static async Task<IResult> ActAsync(
        string name, HttpContext context, ProjectionReports reports, Func<string, CancellationToken, Task<bool>> act, string refusal)
    {
        await reports.OneAsync(name, context.RequestAborted);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await JsonBody.RefuseMembersAsync(context);
        }

        return await CarryOutAsync(name, context, reports, act, refusal);
    }

    private static async Task<IResult> CarryOutAsync(
        string name, HttpContext context, ProjectionReports reports, Func<string, CancellationToken, Task<bool>> act, string refusal)
    {
        return await act(name, context.RequestAborted)
            ? TypedResults.Json(await reports.OneAsync(name, context.RequestAborted), Text.Answers)
            : throw Refused(refusal);
    }

    private static ProblemException Refused(string why) => new(new(ProblemKind.RebuildRunning, why));
}
