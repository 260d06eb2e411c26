using Ledger.EventStore.Archive;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>What an import takes, and what it refuses.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_ledger_that_holds_something_else_is_refused_and_stays_as_it_is()
    {
        var source = await Chained.LedgerAsync(12);
        var path = ArchiveBytes.Write(_directory, await Chained.ExportAsync(source));
        var all = await source.All(default, string.Empty);

        var another = new InMemoryEventStore();
        await new Chained(another).AppendAsync("account-1", "{\"n\":77}");
        await ShouldBeRefusedAsync(another, path, "*not the beginning of this export*account-1*");

        var stranger = new InMemoryEventStore();
        await CopyAsync(all.Take(5), stranger);
        await new Chained(stranger).AppendAsync("account-stranger", "{}");
        await ShouldBeRefusedAsync(stranger, path, "*account-stranger*");

        var longer = new InMemoryEventStore();
        await new Chained(longer).CreateAsync();
        await ShouldBeRefusedAsync(longer, path, "*ledger-operations is another*");

        var broken = new InMemoryEventStore();
        await broken.AppendAt(new("account-1"), 0, Some.Event());
        await ShouldBeRefusedAsync(broken, path, "*not empty*account-1*");
    }

    [Fact]
    public async Task A_bad_file_is_refused_before_anything_is_written()
    {
        var lines = ArchiveBytes.Lines(await Chained.ExportAsync(await Chained.LedgerAsync(12)));
        lines[^2] = lines[^2].Replace("\"n\":", "\"m\":", StringComparison.Ordinal);
        var target = new InMemoryEventStore();

        var import = () => ImportAsync(target, ArchiveBytes.Write(_directory, ArchiveBytes.Join(lines)));

        (await import.Should().ThrowAsync<UnsoundArchiveException>()).Which.Report.Findings[0].Line.Should().Be(lines.Count - 1);
        (await Chained.ContentAsync(target)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_part_of_a_ledger_is_refused()
    {
        var source = await Chained.LedgerAsync(12);
        var third = (await source.All(default, string.Empty))[2].Position;

        await ShouldBeRefusedAsync(new InMemoryEventStore(), ArchiveBytes.Write(_directory, await Chained.ExportAsync(source, account: "1")), "*account 1 alone*");
        await ShouldBeRefusedAsync(new InMemoryEventStore(), ArchiveBytes.Write(_directory, await Chained.ExportAsync(source, after: third)), "*from the beginning*");
    }

    [Fact]
    public async Task Somebody_else_who_writes_meanwhile_is_noticed()
    {
        var path = ArchiveBytes.Write(_directory, await Chained.ExportAsync(await Chained.LedgerAsync(12)));
        var target = new InMemoryEventStore();
        var store = new FaultyEventStore(target);
        store.Next(AppendFaults.None, AppendFaults.Overtaken(() => new Chained(target).AppendAsync("account-0", "{}")));

        await ShouldBeRefusedAsync(store, path, "Somebody else writes*account-0*", stays: false);
    }

    private static Task<ImportResult> ImportAsync(IEventStore target, string path) =>
        LedgerImport.RunAsync(target, path, progress: null, TestContext.Current.CancellationToken);

    private static async Task CopyAsync(IEnumerable<RecordedEvent> events, IEventStore target)
    {
        foreach (var e in events)
        {
            await target.AppendAt(e.Stream, e.Revision, new EventData(e.Id, e.Type, e.Data, e.Metadata));
        }
    }

    private static async Task ShouldBeRefusedAsync(IEventStore target, string path, string why, bool stays = true)
    {
        var before = await Chained.ContentAsync(target);
        var import = () => ImportAsync(target, path);
        await import.Should().ThrowAsync<ImportRefusedException>().WithMessage(why);
        (!stays || (await Chained.ContentAsync(target)).SequenceEqual(before)).Should().BeTrue();
    }
}
