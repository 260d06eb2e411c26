using Ledger.Projections.Audit.Continuous;

namespace Ledger.Api.Audit;

/// <summary>What the readiness of the service says about the continuous audit.</summary>
internal sealed class AuditHealth(ContinuousAuditor? auditor, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The name of the dependency.</summary>
    public const string Name = "audit";

    /// <returns>Its status, what is wrong, and whether that is something; <see langword="null"/> where it is switched off.</returns>
    public (string Status, string? Detail, bool IsDegraded)? Look()
    {
        if (auditor?.State is not { } state)
        {
            return null;
        }

        if (state.First is { } first)
        {
            var more = state.Drifts > 1 ? $" and {state.Drifts - 1} more" : string.Empty;
            return ("drifted", $"The ledger has drifted, {first.Kind} at {first.Stream}, revision {first.Revision}{more}: {first.Detail} Verify it.", true);
        }

        return state.Error is { } error && time.GetUtcNow() - state.LastRound > Patience
            ? ("held-up", $"Nothing has been audited since {state.LastRound:O}: {error}", true)
            : ("live", null, false);
    }
}
