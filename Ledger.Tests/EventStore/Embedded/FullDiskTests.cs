using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.Embedded;

public sealed class FullDiskTests
{
    private static readonly StreamName Stream = new("account-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_appends_and_costs_nothing_that_was_answered()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        var acknowledged = new List<Guid>();
        using (var store = Open(disk))
        {
            await AppendUntilRefused(store, acknowledged, disk.Fill);

            (await store.Forwards(Stream)).Select(e => e.Id).Should().Equal(acknowledged);
            (await store.ReadTailAsync(Token)).Should().Be((await store.Backwards(Stream, maxCount: 1)).Single().Position);

            disk.FreeSpace();

            (await store.CheckHealthAsync(Token)).IsWritable.Should().BeTrue();
            var e = Some.EventOfSize(20_000);
            await store.AppendAt(Stream, acknowledged.Count, e);
            acknowledged.Add(e.Id);
            (await store.Forwards(Stream)).Select(e => e.Id).Should().Equal(acknowledged);
        }

        IntegrityOf(disk).Should().Be("ok");
        using var again = Open(disk);
        (await again.Forwards(Stream)).Select(e => e.Id).Should().Equal(acknowledged);
    }

    [Fact]
    public async Task A_disk_that_fills_up_again_and_again_loses_nothing()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        var acknowledged = new List<Guid>();
        using (var store = Open(disk))
        {
            for (var round = 0; round < 5; round++)
            {
                await AppendUntilRefused(store, acknowledged, disk.Fill);
                disk.FreeSpace();
                (await store.CheckHealthAsync(Token)).IsWritable.Should().BeTrue();
            }
        }

        IntegrityOf(disk).Should().Be("ok");
        using var again = Open(disk);
        (await again.Forwards(Stream)).Select(e => e.Id).Should().Equal(acknowledged);
    }

    [Fact]
    public async Task An_append_that_was_refused_may_be_sent_again_when_there_is_space()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        using var store = Open(disk);
        await store.AppendAt(Stream, 0, Some.Event());
        var events = new[] { Some.EventOfSize(200_000), Some.EventOfSize(200_000) };
        disk.Fill();
        await FluentActions.Awaiting(() => store.Append(Stream, ExpectedRevision.Exactly(0), events)).Should().ThrowAsync<StoreUnavailableException>();
        disk.FreeSpace();

        (await store.AppendAt(Stream, 1, events)).Revision.Should().Be(2);
        (await store.Append(Stream, ExpectedRevision.Exactly(0), events)).Should().BeOfType<AppendResult.Appended>();
        (await store.Forwards(Stream)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_store_that_is_closed_on_a_full_disk_opens_with_everything()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        var acknowledged = new List<Guid>();
        using (var store = Open(disk))
        {
            await AppendUntilRefused(store, acknowledged, disk.Fill);
        }

        using (var full = Open(disk))
        {
            (await full.Forwards(Stream)).Select(e => e.Id).Should().Equal(acknowledged);
        }

        disk.FreeSpace();
        IntegrityOf(disk).Should().Be("ok");
        using var again = Open(disk);
        await again.AppendAt(Stream, acknowledged.Count, Some.Event());
    }

    private static async Task AppendUntilRefused(EmbeddedEventStore store, List<Guid> acknowledged, Action fill)
    {
        await Append();
        fill();
        await FluentActions.Awaiting(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await Append();
            }
        }).Should().ThrowAsync<StoreUnavailableException>();

        async Task Append()
        {
            var e = Some.EventOfSize(20_000);
            await store.AppendAt(Stream, acknowledged.Count, e);
            acknowledged.Add(e.Id);
        }
    }

    private static EmbeddedEventStore Open(SmallDisk disk) => EmbeddedEventStore.Open(disk.Path, NullLogger.Instance);

    private static string IntegrityOf(SmallDisk disk)
    {
        using var database = SqliteDatabase.Open(Path.Combine(disk.Path, "ledger.db"), SqliteAccess.Reader);
        using var statement = database.Prepare("PRAGMA integrity_check");
        statement.Step().Should().BeTrue();
        return statement.GetString(0);
    }
}
