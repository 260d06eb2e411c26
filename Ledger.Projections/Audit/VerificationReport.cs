using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>What a verification came to.</summary>
/// <param name="More">How many findings there are beside those that are kept.</param>
/// <param name="Position">Up to where the events were checked and the read models compared.</param>
public sealed record VerificationReport(IReadOnlyList<Finding> Findings, long More, long EventsChecked, Position Position)
{
    public bool Passed => Findings.Count == 0;
}
