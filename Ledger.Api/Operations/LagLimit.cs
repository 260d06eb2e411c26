using Ledger.Api.Settings;
using Ledger.Projections.Engine;

namespace Ledger.Api.Operations;

/// <summary>How far behind a projection may be before operators are told.</summary>
internal sealed class LagLimit(LedgerSettings settings, ProjectionHost projections)
{
    /// <returns>What is wrong, in a sentence; <see langword="null"/> within the limit.</returns>
    public string? ExceededBy(ProjectionRunner runner) => projections.LagMs(runner) is var lag && lag > settings.MaxLagMs
        ? $"It is {lag} ms behind; Ledger__MaxLagMs permits {settings.MaxLagMs}."
        : null;
}
