using Ledger.EventStore.Archive;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>What an import takes, what it refuses, and what it does after an interruption.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Whatever_an_interrupted_import_has_left_the_next_one_completes()
    {
        var source = await Chained.LedgerAsync(12);
        var path = ArchiveBytes.Write(_directory, await Chained.ExportAsync(source));
        var all = await source.All(default, string.Empty);
        for (var left = 0; left <= all.Count; left++)
        {
            var target = new InMemoryEventStore();
            await CopyAsync(all.Take(left), target);

            var result = await ImportAsync(target, path);

            result.Should().BeEquivalentTo(new { Appended = (long)all.Count - left, AlreadyThere = (long)left });
            (await Chained.ContentAsync(target)).Should().Equal(await Chained.ContentAsync(source));
        }
    }

    [Fact]
    public async Task Streams_that_came_further_than_others_are_completed_each_from_where_it_is()
    {
        var source = await Chained.LedgerAsync(12);
        var path = ArchiveBytes.Write(_directory, await Chained.ExportAsync(source));
        var target = new InMemoryEventStore();
        // As after a store that failed for a moment: one stream lacks events that others are past.
        await CopyAsync((await source.All(default, string.Empty)).Where(e => e.Stream.Value != "account-1" || e.Revision < 2), target);

        await ImportAsync(target, path);

        (await Chained.ContentAsync(target)).Should().BeEquivalentTo(await Chained.ContentAsync(source));
    }

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
    public async Task A_store_that_gives_up_midway_is_completed_by_the_next_import()
    {
        var source = await Chained.LedgerAsync(200, accounts: 7);
        var path = ArchiveBytes.Write(_directory, await Chained.ExportAsync(source));
        var random = new Random(7);
        var target = new InMemoryEventStore();
        for (var round = 0; round < 5; round++)
        {
            var store = new FaultyEventStore(target)
            {
                Always = append => random.Next(20) switch
                {
                    0 => AppendFaults.AnswerLost(append),
                    1 => AppendFaults.RequestLost(append),
                    2 => AppendFaults.Unavailable(append),
                    _ => append(),
                },
            };
            var import = () => ImportAsync(store, path);
            await import.Should().ThrowAsync<Exception>().Where(e => e is OutcomeUnknownException || e is StoreUnavailableException);
        }

        await ImportAsync(target, path);

        (await Chained.ContentAsync(target)).Should().BeEquivalentTo(await Chained.ContentAsync(source));
    }

    [Fact]
    public async Task An_append_that_overtook_the_one_before_it_is_sent_again()
    {
        var source = await Chained.LedgerAsync(12, accounts: 2);
        var path = ArchiveBytes.Write(_directory, await Chained.ExportAsync(source));
        var target = new InMemoryEventStore();
        var store = new FaultyEventStore(target);
        // The fourth append is held up until the ones behind it have been tried.
        store.Next(AppendFaults.None, AppendFaults.None, AppendFaults.None, async append =>
        {
            await Task.Delay(200);
            return await append();
        });

        var result = await ImportAsync(store, path);

        (await Chained.ContentAsync(target)).Should().BeEquivalentTo(await Chained.ContentAsync(source));
        result.IsInOrder.Should().BeFalse("events of other streams were faster");
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
