using Ledger.Domain.Accounts;

namespace Ledger.Tests.Projections.Audit;

internal static class AuditAssertions
{
    /// <summary>Both ways of verifying find it.</summary>
    public static async Task ShouldFindAsync(this AuditLab lab, string kind, string stream, long revision)
    {
        foreach (var report in new[] { await lab.VerifyAsync(), await lab.VerifyAccountAsync(stream[Account.StreamPrefix.Length..]) })
        {
            report.Passed.Should().BeFalse();
            report.Findings.Should().Contain(finding => finding.Kind == kind && finding.Stream == stream && finding.Revision == revision);
        }
    }
}
