using Ledger.Api.Http.Freshness;
using Ledger.Projections.Audit;

namespace Ledger.Api.Audit;

/// <summary>What <c>POST /v1/audit/verifications</c> takes.</summary>
/// <param name="AccountId">One account alone; the whole ledger where it is not given.</param>
internal sealed record VerificationRequest(string? AccountId = null);

internal sealed record FindingAnswer(string Kind, string? Stream, long? Revision, string Detail);

/// <param name="Status"><c>running</c>, <c>passed</c> or <c>failed</c>: with findings, or with an error where it could not be carried out.</param>
/// <param name="Position">Up to where events and read models were compared.</param>
/// <param name="Total">How many events there are to check, where the store can tell.</param>
/// <param name="MoreFindings">How many there are beside those that are listed.</param>
internal sealed record VerificationAnswer(
    Guid Id,
    string Status,
    string? AccountId,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Position,
    long EventsChecked,
    long? Total,
    double EventsPerSecond,
    IReadOnlyList<FindingAnswer> Findings,
    long MoreFindings,
    string? Error)
{
    public static VerificationAnswer Of(Verification verification, LedgerPositions positions)
    {
        var (progress, end) = (verification.Progress, verification.End);
        return new(
            verification.Id,
            end is null ? "running" : end.Passed ? "passed" : "failed",
            verification.AccountId,
            verification.StartedAt,
            end?.At,
            progress.Position is { } position ? positions.Format(position) : null,
            progress.EventsChecked,
            progress.Total,
            Math.Round(progress.EventsPerSecond, 1),
            [.. (end?.Report?.Findings ?? []).Select(Of)],
            end?.Report?.More ?? 0,
            end?.Error);
    }

    private static FindingAnswer Of(Finding finding) => new(finding.Kind, finding.Stream, finding.Revision, finding.Detail);
}
