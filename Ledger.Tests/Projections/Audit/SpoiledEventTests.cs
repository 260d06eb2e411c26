using Ledger.Projections.Audit;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Whatever is done to the stored events is found, and named.</summary>
public sealed class SpoiledEventTests
{
    // Of account-a1, whose books are closed at every seventh event.
    private const int Victim = 9;

    public static TheoryData<string, string> Changes => new()
    {
        { "data", "UPDATE events SET data = replace(data, 'salary', 'bribes') WHERE stream = 'account-a1' AND data LIKE '%salary%'" },
        { "amount", "UPDATE events SET data = replace(data, '\"amount\":\"', '\"amount\":\"1') WHERE stream = 'account-a1' AND revision = 9" },
        { "balance", "UPDATE events SET data = replace(data, '\"balance', '\"balance ') WHERE stream = 'account-a1' AND revision = 9" },
        { "blank in the data", "UPDATE events SET data = data || ' ' WHERE stream = 'account-a1' AND revision = 9" },
        { "metadata", "UPDATE events SET metadata = replace(metadata, 'tester', 'Tester') WHERE stream = 'account-a1' AND revision = 9" },
        { "digit of the chain", "UPDATE events SET metadata = substr(metadata, 1, length(metadata) - 3) || CASE substr(metadata, -3, 1) WHEN '0' THEN '1' ELSE '0' END || '\"}' WHERE stream = 'account-a1' AND revision = 9" },
        { "case of the chain", "UPDATE events SET metadata = substr(metadata, 1, length(metadata) - 66) || upper(substr(metadata, -66, 64)) || '\"}' WHERE stream = 'account-a1' AND revision = 9" },
        { "id", "UPDATE events SET id = randomblob(16) WHERE stream = 'account-a1' AND revision = 9" },
        { "type", "UPDATE events SET type = CASE type WHEN 'funds-deposited.v1' THEN 'funds-withdrawn.v1' ELSE 'funds-deposited.v1' END WHERE stream = 'account-a1' AND revision = 9" },
        { "type to none", "UPDATE events SET type = 'funds-depositee.v1' WHERE stream = 'account-a1' AND revision = 9" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_changed_event_is_named(string what, string sql)
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync(sql);

        foreach (var report in new[] { await lab.VerifyAsync(), await lab.VerifyAccountAsync("a1") })
        {
            report.Findings.Should().Contain(finding => finding.Kind == FindingKinds.EventChanged && finding.Stream == "account-a1", what);
            if (!sql.Contains("LIKE", StringComparison.Ordinal))
            {
                report.Findings.Should().OnlyContain(finding => finding.Stream == null || (finding.Stream == "account-a1" && finding.Revision == Victim), what);
            }
        }

        (await lab.VerifyAccountAsync("a0")).Findings.Should().BeEmpty("only its neighbour is spoiled");
    }

    [Fact]
    public async Task A_deleted_event_is_named()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("DELETE FROM events WHERE stream = 'account-a1' AND revision = 9");
        await lab.ShouldFindAsync(FindingKinds.EventMissing, "account-a1", Victim);
    }

    [Fact]
    public async Task A_cut_off_tail_is_named()
    {
        using var lab = await AuditLab.FilledAsync();
        var last = (await lab.StreamAsync("a1"))[^1].Revision;
        await lab.SpoilEventsAsync("DELETE FROM events WHERE stream = 'account-a1' AND revision > @last - 3", new { last });
        await lab.ShouldFindAsync(FindingKinds.TailMissing, "account-a1", last - 2);
    }

    [Fact]
    public async Task A_missing_stream_is_named()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("DELETE FROM events WHERE stream = 'account-a1'");
        await lab.ShouldFindAsync(FindingKinds.StreamMissing, "account-a1", 0);
    }

    [Fact]
    public async Task A_log_that_was_cut_at_its_end_is_named()
    {
        using var lab = await AuditLab.FilledAsync();
        var tail = (await lab.AllAsync())[^1];
        await lab.SpoilEventsAsync("DELETE FROM events WHERE position = @at", new { at = (long)tail.Position.Commit });
        await lab.ShouldFindAsync(FindingKinds.TailMissing, tail.Stream.Value, tail.Revision);
    }

    [Fact]
    public async Task Unreadable_events_are_findings()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("UPDATE events SET data = '{' WHERE stream = 'account-a1' AND revision = 9");
        await lab.ShouldFindAsync(FindingKinds.EventUnreadable, "account-a1", Victim);
        await lab.SpoilEventsAsync("UPDATE events SET metadata = '{}' WHERE stream = 'account-a1' AND revision = 10");
        await lab.ShouldFindAsync(FindingKinds.EventUnreadable, "account-a1", Victim + 1);
    }

    [Fact]
    public async Task So_many_findings_are_kept_and_the_rest_is_counted()
    {
        using var lab = await AuditLab.FilledAsync(accounts: 40, movements: 400);
        await lab.SpoilEventsAsync("UPDATE events SET data = '{' WHERE type != 'account-opened.v1'");

        var report = await lab.VerifyAsync();
        report.Findings.Should().HaveCount(FindingList.MaxKept);
        report.Findings.GroupBy(finding => finding.Stream).Should().OnlyContain(stream => stream.Count() <= FindingList.MaxKeptOfStream);
        report.More.Should().BeGreaterThan(300);
    }
}
