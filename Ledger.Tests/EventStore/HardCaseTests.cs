using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore;

public sealed class HardCaseTests : IDisposable
{
    private static readonly StreamName Stream = new("account-1");
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Clause_8_empty_data_is_read_as_empty()
    {
        using var store = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);
        await store.AppendAt(Stream, 0, Some.Event(string.Empty));
        (await store.Forwards(Stream)).Single().Data.Length.Should().Be(0);
    }

    [Fact]
    public void Closing_twice_is_closing_once()
    {
        var store = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);
        store.Dispose();
        FluentActions.Invoking(store.Dispose).Should().NotThrow();
    }

    [Fact]
    public void The_start_of_a_short_stream_has_a_hash_code() =>
        FluentActions.Invoking(() => Chain.StartOf(new("ab")).GetHashCode()).Should().NotThrow();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"transactionId":"00000000-0000-0000-0000-000000000001","balanceAfter":"1.00 EUR","personal":{"keyId":null,"value":{}}}""")]
    [InlineData("""{"transactionId":"00000000-0000-0000-0000-000000000001","amount":"1.00 EUR","balanceAfter":"1.00 EUR"}""")]
    public void A_missing_member_makes_an_event_unreadable(string data) =>
        FluentActions.Invoking(() => EventSerializer.Default.Deserialize(
            new(Stream, 0, Position.Start, Guid.NewGuid(), "funds-deposited.v1", System.Text.Encoding.UTF8.GetBytes(data), default)))
            .Should().Throw<UnreadableEventException>();

    [Fact]
    public async Task A_read_only_directory_is_not_said_to_be_in_use()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        using (var store = EmbeddedEventStore.Open(disk.Path, NullLogger.Instance))
        {
            await store.AppendAt(Stream, 0, Some.Events(3));
        }

        disk.Remount("ro");
        var thrown = Record.Exception(() => EmbeddedEventStore.Open(disk.Path, NullLogger.Instance).Dispose());
        thrown.Should().NotBeNull().And.NotBeOfType<DataDirectoryInUseException>();
    }

    [Fact]
    public void A_new_directory_on_a_full_disk_is_not_said_to_be_in_use()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        disk.Fill();
        var thrown = Record.Exception(() => EmbeddedEventStore.Open(disk.Path, NullLogger.Instance).Dispose());
        thrown.Should().NotBeNull().And.NotBeOfType<DataDirectoryInUseException>();
        disk.FreeSpace();
        EmbeddedEventStore.Open(disk.Path, NullLogger.Instance).Dispose();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(20_000)]
    public async Task A_store_that_refuses_appends_for_lack_of_space_says_that_it_is_not_writable(int size)
    {
        using var disk = SmallDisk.MountOrSkip(4);
        using var store = EmbeddedEventStore.Open(disk.Path, NullLogger.Instance);
        await store.AppendAt(Stream, 0, Some.Event());
        disk.Fill();
        await FluentActions.Awaiting(async () =>
        {
            for (var i = 1; i < 5000; i++)
            {
                await store.AppendAt(Stream, i, Some.Event(new string('x', size)));
            }
        }).Should().ThrowAsync<StoreUnavailableException>();
        (await store.CheckHealthAsync(Token)).IsWritable.Should().BeFalse();
    }

    [Fact]
    public void Available_never_overflows()
    {
        var eur = Currency.Parse("EUR");
        var account = new OpenedAccount(
            "1", eur, null, new(OpenedAccount.MaxOverdraftLimit, eur), new(OpenedAccount.BalanceLimit, eur));
        FluentActions.Invoking(() => Account.Decider.Decide(new WithdrawFunds(Guid.NewGuid(), new(1, eur), null, new()), account)).Should().NotThrow();
    }

    [Fact]
    public async Task Readers_that_never_rest_do_not_let_the_WAL_grow_without_end()
    {
        using var store = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await store.AppendAt(Stream, 0, Some.Events(1000));
        var reading = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await store.All(Position.Start, "account-");
            }
        })).ToArray();
        for (var i = 1; i <= 60; i++)
        {
            await store.AppendAt(Stream, i * 1000, Some.Events(1000));
        }

        var size = new FileInfo(_directory.File("ledger.db-wal")).Length;
        await enough.CancelAsync();
        await Task.WhenAll(reading);
        size.Should().BeLessThan(3 << 20, "without readers it is one MiB, and with a pinned WAL more than six");
    }
}
