using Ledger.Projections.Audit;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Events that were taken out, put in or exchanged, by somebody who took care that revisions have no gaps.</summary>
public sealed class RenumberedEventTests
{
    private const int Victim = 9;

    [Fact]
    public async Task Deleted_events_are_named_though_the_later_ones_are_numbered_anew()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("""
            DELETE FROM events WHERE stream = 'account-a1' AND revision IN (9, 10);
            UPDATE events SET revision = -revision WHERE stream = 'account-a1' AND revision > 10;
            UPDATE events SET revision = -revision - 2 WHERE stream = 'account-a1' AND revision < 0;
            """);
        await lab.ShouldFindAsync(FindingKinds.EventMissing, "account-a1", Victim);
    }

    [Fact]
    public async Task An_inserted_event_is_named_though_the_later_ones_are_numbered_anew()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("""
            UPDATE events SET position = -position;
            UPDATE events SET position = -position * 10;
            UPDATE events SET revision = -revision WHERE stream = 'account-a1' AND revision >= 9;
            UPDATE events SET revision = -revision + 1 WHERE stream = 'account-a1' AND revision < 0;
            INSERT INTO events SELECT position - 1, stream, 9, randomblob(16), type, data, metadata FROM events WHERE stream = 'account-a1' AND revision = 10;
            CREATE TEMP TABLE numbered AS SELECT position AS old, row_number() OVER (ORDER BY position) AS new FROM events;
            UPDATE events SET position = -(SELECT new FROM numbered WHERE old = position);
            UPDATE events SET position = -position;
            """);
        await lab.ShouldFindAsync(FindingKinds.EventInserted, "account-a1", Victim);
    }

    [Fact]
    public async Task Events_that_changed_places_are_named()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("""
            UPDATE events SET revision = -1 WHERE stream = 'account-a1' AND revision = 9;
            UPDATE events SET revision = 9 WHERE stream = 'account-a1' AND revision = 10;
            UPDATE events SET revision = 10 WHERE stream = 'account-a1' AND revision = -1;
            UPDATE events SET position = -1 WHERE stream = 'account-a1' AND revision = 9;
            UPDATE events SET position = -2 WHERE stream = 'account-a1' AND revision = 10;
            UPDATE events SET position = (SELECT max(position) FROM events) + 1 WHERE position = -1;
            UPDATE events SET position = (SELECT max(position) FROM events) + 1 WHERE position = -2;
            """);
        (await lab.VerifyAccountAsync("a1")).Findings.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Events_whose_contents_changed_places_are_named()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilEventsAsync("""
            CREATE TEMP TABLE swapped AS SELECT CASE revision WHEN 9 THEN 10 ELSE 9 END AS revision, id, type, data, metadata
                FROM events WHERE stream = 'account-a1' AND revision IN (9, 10);
            UPDATE events SET (id, type, data, metadata) = (SELECT id, type, data, metadata FROM swapped WHERE swapped.revision = events.revision)
                WHERE stream = 'account-a1' AND revision IN (9, 10);
            """);
        await lab.ShouldFindAsync(FindingKinds.EventsReordered, "account-a1", Victim);
    }

    [Fact]
    public async Task Events_that_changed_places_in_the_log_are_named()
    {
        using var lab = await AuditLab.FilledAsync();
        var (first, second) = await PositionsAsync(lab);
        await lab.SpoilEventsAsync(
            "UPDATE events SET position = -1 WHERE position = @first; UPDATE events SET position = @first WHERE position = @second; UPDATE events SET position = @second WHERE position = -1;",
            new { first, second });

        (await lab.VerifyAsync()).Findings.Should().Contain(f => f.Kind == FindingKinds.EventsReordered && f.Stream == "account-a1" && f.Revision == Victim);
    }

    private static async Task<(long First, long Second)> PositionsAsync(AuditLab lab)
    {
        var stream = await lab.StreamAsync("a1");
        return ((long)stream[Victim].Position.Commit, (long)stream[Victim + 1].Position.Commit);
    }
}
