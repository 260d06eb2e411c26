using Ledger.Projections.Engine;

namespace Ledger.Api.Matching.Automatic;

/// <summary>How the automatic matcher is, for whoever looks after the service.</summary>
internal sealed class MatchingState(MatchingMode mode, ProjectionHost projections, TimeProvider time)
{
    /// <summary>The name of the dependency.</summary>
    public const string Name = "matching";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private DateTimeOffset? _behindSince;
    private (DateTimeOffset Since, string Why)? _heldUp;

    /// <summary>It works on transactions of which the oldest was recorded at a time.</summary>
    public void IsBehind(DateTimeOffset since)
    {
        lock (_gate)
        {
            _behindSince = since;
        }
    }

    /// <summary>It has looked at everything that there is.</summary>
    public void IsLevel()
    {
        lock (_gate)
        {
            (_behindSince, _heldUp) = (null, null);
        }
    }

    /// <summary>It has come on.</summary>
    public void Advances()
    {
        lock (_gate)
        {
            _heldUp = null;
        }
    }

    /// <summary>It could not go on, and tries again.</summary>
    public void IsHeldUp(string why)
    {
        lock (_gate)
        {
            _heldUp = (_heldUp?.Since ?? time.GetUtcNow(), why);
        }
    }

    public long LagMs()
    {
        lock (_gate)
        {
            return projections.IsLeading && _behindSince is { } since ? Math.Max(0, (long)(time.GetUtcNow() - since).TotalMilliseconds) : 0;
        }
    }

    /// <returns>Its status, what is wrong, and whether that is something; <see langword="null"/> where it is switched off.</returns>
    public (string Status, string? Detail, bool IsDegraded)? Look()
    {
        if (mode == MatchingMode.Off)
        {
            return null;
        }

        lock (_gate)
        {
            return !projections.IsLeading ? ("standby", null, false)
                : _heldUp is var (since, why) && time.GetUtcNow() - since > Patience ? ("held-up", $"No transaction has been matched since {since:O}: {why}", true)
                : (_behindSince is null ? "live" : "catching-up", null, false);
        }
    }
}
