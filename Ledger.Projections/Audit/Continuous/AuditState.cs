using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>What an operator sees of the continuous auditor.</summary>
/// <param name="Drifts">How many were found since the start.</param>
/// <param name="First">The first of them; it is said until the process ends, so that nobody misses it.</param>
/// <param name="Audited">Everything from where it started up to here was audited.</param>
/// <param name="LastRound">When a round was last carried out.</param>
/// <param name="Error">Why the last round could not be carried out; <see langword="null"/> where it was.</param>
public sealed record AuditState(long Drifts, Finding? First, Position Audited, DateTimeOffset LastRound, string? Error);
