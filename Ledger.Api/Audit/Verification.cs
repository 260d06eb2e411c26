using Ledger.Api.Processes;
using Ledger.Projections.Audit;

namespace Ledger.Api.Audit;

/// <summary>One verification, under way or ended.</summary>
/// <param name="AccountId">The account that is verified; <see langword="null"/> for the whole ledger.</param>
internal sealed record Verification(Guid Id, string? AccountId, DateTimeOffset StartedAt, VerificationProgress Progress) : IRun
{
    private VerificationEnd? _end;

    /// <summary>How it ended; <see langword="null"/> while it is under way.</summary>
    public VerificationEnd? End => Volatile.Read(ref _end);

    public bool IsUnderWay => End is null;

    public void EndWith(VerificationEnd end) => Volatile.Write(ref _end, end);
}

/// <param name="Report">What it came to; <see langword="null"/> where it could not be carried out.</param>
/// <param name="Error">Why it could not be carried out.</param>
internal sealed record VerificationEnd(DateTimeOffset At, VerificationReport? Report, string? Error)
{
    public bool Passed => Report is { Passed: true };
}
