using Ledger.EventStore.Archive;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>An import that did not come to its end, and the next.</summary>
public sealed class ImportInterruptionTests : IDisposable
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
            await Task.Delay(200, TestContext.Current.CancellationToken);
            return await append();
        });

        var result = await ImportAsync(store, path);

        (await Chained.ContentAsync(target)).Should().BeEquivalentTo(await Chained.ContentAsync(source));
        result.IsInOrder.Should().BeFalse("events of other streams were faster");
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
}
