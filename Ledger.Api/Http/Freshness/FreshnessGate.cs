using System.Globalization;
using Ledger.Api.Http.Problems;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;

namespace Ledger.Api.Http.Freshness;

/// <summary>
/// Holds a read until its read model is as new as the caller may expect, and says in headers how new that is.
/// </summary>
internal sealed class FreshnessGate(ProjectionHost projections, Acknowledged acknowledged, LedgerPositions positions)
{
    private const int DefaultWaitMs = 2000;
    private const int MaxWaitMs = 30_000;

    /// <summary>Waits for what this node acknowledged on an account, and what the caller demands.</summary>
    public Task EnsureAccountAsync(HttpContext context, string projection, string accountId) =>
        EnsureAccountAsync(context, [projection], accountId);

    /// <summary>The same for an answer that rests on several read models.</summary>
    public Task EnsureAccountAsync(HttpContext context, IReadOnlyList<string> names, string accountId) =>
        EnsureAsync(context, names, acknowledged.Of(accountId));

    /// <summary>Waits for everything that this node acknowledged, and what the caller demands.</summary>
    public Task EnsureAllAsync(HttpContext context, string projection) => EnsureAllAsync(context, [projection]);

    /// <summary>The same for an answer that rests on several read models.</summary>
    public Task EnsureAllAsync(HttpContext context, IReadOnlyList<string> names) => EnsureAsync(context, names, acknowledged.Newest);

    /// <summary>Up to where a read model stands. Who asks before he reads knows what his rows have at least.</summary>
    public Position StandOf(string projection) => projections[projection].Progress.Position;

    /// <summary>Whether rows that were read after a read model stood there have all that this node acknowledged on an account.</summary>
    public bool Includes(Position stand, string accountId) => stand >= acknowledged.Of(accountId);

    /// <summary>Waits for what the caller demands alone.</summary>
    public Task EnsureDemandedAsync(HttpContext context, string projection) => EnsureAsync(context, [projection], Position.Start);

    /// <summary>Remembers what was acknowledged, and says it in the answer.</summary>
    public void Acknowledge(HttpContext context, string accountId, Position position) =>
        context.Response.Headers["Ledger-Position"] = Remember(accountId, position);

    /// <summary>Remembers what was acknowledged.</summary>
    /// <returns>The position as clients hold it.</returns>
    public string Remember(string accountId, Position position)
    {
        acknowledged.Add(accountId, position, AppliedEverywhere);
        return positions.Format(position);
    }

    /// <summary>How long the caller waits for what is not there yet.</summary>
    public TimeSpan PatienceOf(HttpContext context) => DemandOf(context.Request).Wait;

    private Position AppliedEverywhere() =>
        projections.Runners.Where(runner => runner.IsRunning).Select(runner => runner.Progress.Position).DefaultIfEmpty(acknowledged.Newest).Min();

    private async Task EnsureAsync(HttpContext context, IReadOnlyList<string> names, Position atLeast)
    {
        var runners = names.Select(name => projections[name]).ToList();
        var (demanded, wait) = DemandOf(context.Request);
        var wanted = Position.Max(atLeast, demanded);
        await Task.WhenAll(runners.Select(runner => EnsureAsync(runner, wanted, demanded, wait, context.RequestAborted)));

        // What holds for all of them.
        var headers = context.Response.Headers;
        headers["Ledger-Position"] = positions.Format(runners.Min(runner => runner.Progress.Position));
        headers["Ledger-Lag-Ms"] = runners.Max(projections.LagMs).ToString(CultureInfo.InvariantCulture);
        if (!runners.TrueForAll(Advances))
        {
            headers["Ledger-Stale"] = "true";
        }
    }

    private async Task EnsureAsync(ProjectionRunner runner, Position wanted, Position demanded, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (runner.IsRunning && runner.Progress.Position < wanted
            && !await runner.Progress.WaitForAsync(wanted, wait, cancellationToken)
            && (Advances(runner) || (runner.IsRunning && runner.Progress.Position < demanded)))
        {
            throw new ProblemException(new(
                ProblemKind.ReadModelBehind,
                $"The read model stands at {positions.Format(runner.Progress.Position)}, and {positions.Format(wanted)} was asked for. Nothing was or will be written.")
            {
                RetryAfter = 1,
            });
        }
    }

    // One that has stopped is said and not waited for; one that cannot be written now may be again any moment, and is said after that, unless
    // the caller demanded more than it has.
    private static bool Advances(ProjectionRunner runner) => runner is { IsRunning: true, IsHeldUp: false };

    private (Position Demanded, TimeSpan Wait) DemandOf(HttpRequest request)
    {
        var (demanded, waitMs) = (Position.Start, DefaultWaitMs);
        if (request.Headers.TryGetValue("Ledger-Wait-Ms", out var wait)
            && (!int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out waitMs) || waitMs > MaxWaitMs))
        {
            throw new ProblemException(Problem.Invalid("Ledger-Wait-Ms", $"must be a whole number from 0 to {MaxWaitMs}"));
        }

        if (request.Headers.TryGetValue("Ledger-Min-Position", out var position) && !positions.TryRead(position.ToString(), out demanded))
        {
            throw new ProblemException(Problem.Invalid("Ledger-Min-Position", "is not a position of this ledger"));
        }

        return (demanded, TimeSpan.FromMilliseconds(waitMs));
    }
}
