using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.Embedded;

public sealed class ReopeningTests : IDisposable
{
    private static readonly StreamName Stream = new("account-1");

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_that_is_opened_again_has_everything()
    {
        var events = Some.Events(700);
        AppendResult.Appended last;
        using (var store = Open())
        {
            await store.AppendAt(Stream, 0, events[..500]);
            last = await store.AppendAt(Stream, 500, events[500..]);
        }

        using var again = Open();

        (await again.Forwards(Stream)).Select(e => (e.Id, e.Revision)).Should().Equal(events.Select((e, i) => (e.Id, (long)i)));
        (await again.ReadTailAsync(TestContext.Current.CancellationToken)).Should().Be(last.Position);
        (await again.Append(Stream, ExpectedRevision.Exactly(499), events[500..])).Should().Be(last);
        (await again.AppendAt(Stream, 700, Some.Event())).Position.Should().BeGreaterThan(last.Position);
    }

    [Fact]
    public async Task A_store_is_written_on_however_often_it_is_opened()
    {
        for (var i = 0; i < 10; i++)
        {
            using var store = Open();
            await store.AppendAt(Stream, i * 3, Some.Events(3));
        }

        using var last = Open();
        (await last.All(Position.Start, "account-")).Select(e => e.Revision).Should().Equal(Enumerable.Range(0, 30).Select(i => (long)i));
    }

    [Fact]
    public async Task A_clean_stop_leaves_no_WAL_behind()
    {
        using (var store = Open())
        {
            await store.AppendAt(Stream, 0, Some.Events(100));
            WalSize.Should().BePositive();
        }

        WalSize.Should().Be(0);
    }

    [Fact]
    public async Task A_clean_stop_finishes_the_appends_that_were_accepted()
    {
        Task<AppendResult>[] accepted;
        using (var store = Open())
        {
            accepted = [.. Enumerable.Range(0, 200).Select(i => store.Append(new($"account-{i}"), ExpectedRevision.NoStream, Some.Event()))];
        }

        (await Task.WhenAll(accepted)).Should().AllBeOfType<AppendResult.Appended>();
        using var again = Open();
        (await again.All(Position.Start, "account-")).Should().HaveCount(200);
    }

    [Fact]
    public async Task A_store_that_is_closed_refuses_appends()
    {
        var store = Open();
        store.Dispose();

        await FluentActions.Awaiting(() => store.Append(Stream, ExpectedRevision.NoStream, Some.Event())).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public void A_directory_in_use_is_refused_and_the_message_names_who_uses_it()
    {
        using var first = Open();

        FluentActions.Invoking(Open).Should().Throw<DataDirectoryInUseException>()
            .WithMessage($"*{_directory.Path}*process {Environment.ProcessId}*");
    }

    [Fact]
    public async Task A_refused_second_open_does_the_first_no_harm()
    {
        using var first = Open();
        await first.AppendAt(Stream, 0, Some.Event());
        FluentActions.Invoking(Open).Should().Throw<DataDirectoryInUseException>();

        await first.AppendAt(Stream, 1, Some.Event());
        FluentActions.Invoking(Open).Should().Throw<DataDirectoryInUseException>();
    }

    [Fact]
    public void A_directory_is_free_when_its_store_is_closed()
    {
        Open().Dispose();

        FluentActions.Invoking(() => Open().Dispose()).Should().NotThrow();
    }

    private long WalSize => new FileInfo(_directory.File("ledger.db-wal")) is { Exists: true } file ? file.Length : 0;

    private EmbeddedEventStore Open() => EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);
}
