using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Somebody deleted or cut off what a ledger never deletes or cuts off: it is said, and not gone over.</summary>
public sealed class DamagedStreamTests : IAsyncLifetime
{
    private readonly StreamName _stream = new("account-1");
    private ProtocolCluster _cluster = null!;
    private EventStoreDbStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProtocolCluster.StartAsync();
        _store = _cluster.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_that_was_deleted_reads_as_one_that_is_not_there()
    {
        await _store.AppendAt(_stream, 0, Some.Events(3));
        await _cluster.DeleteAsync(_stream);

        (await _store.Forwards(_stream)).Should().BeEmpty();
        (await _store.Backwards(_stream)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_begins_anew_where_the_deleted_one_ended_is_a_contradiction(bool batch)
    {
        _cluster.Behaviour.HasBatchAppend = batch;
        await _store.AppendAt(_stream, 0, Some.Events(3));
        await _cluster.DeleteAsync(_stream);

        (await FluentActions.Awaiting(() => _store.Append(_stream, ExpectedRevision.NoStream, Some.Event())).Should().ThrowAsync<StoreCorruptException>())
            .WithMessage("*expected no stream landed at revision 3, not 0*");
    }

    [Fact]
    public async Task A_stream_whose_first_events_are_missing_is_a_contradiction()
    {
        await TruncateAsync();

        (await FluentActions.Awaiting(() => _store.Forwards(_stream)).Should().ThrowAsync<StoreCorruptException>())
            .WithMessage("*Event 0 of account-1 is missing*");
        (await FluentActions.Awaiting(() => _store.Forwards(_stream, 2)).Should().ThrowAsync<StoreCorruptException>())
            .WithMessage("*Event 2 of account-1 is missing*");
        (await FluentActions.Awaiting(() => _store.Backwards(_stream)).Should().ThrowAsync<StoreCorruptException>())
            .WithMessage("*Event 2 of account-1 is missing*");
        (await FluentActions.Awaiting(() => _store.Backwards(_stream, maxCount: 10)).Should().ThrowAsync<StoreCorruptException>())
            .WithMessage("*Event 2 of account-1 is missing*");
    }

    [Fact]
    public async Task What_is_left_of_it_can_be_read()
    {
        await TruncateAsync();

        (await _store.Forwards(_stream, 3)).Select(e => e.Revision).Should().Equal(3, 4);
        (await _store.Backwards(_stream, maxCount: 2)).Select(e => e.Revision).Should().Equal(4, 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_is_gone_for_good_is_a_contradiction(bool batch)
    {
        _cluster.Behaviour.HasBatchAppend = batch;
        await _store.AppendAt(_stream, 0, Some.Event());
        await _cluster.EntombAsync(_stream);

        foreach (var call in new Func<Task>[]
        {
            () => _store.Append(_stream, ExpectedRevision.Exactly(0), Some.Event()),
            () => _store.Forwards(_stream),
            () => _store.Backwards(_stream),
        })
        {
            (await FluentActions.Awaiting(call).Should().ThrowAsync<StoreCorruptException>()).WithMessage("*account-1*deleted*");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_that_is_there_already_has_its_position_read_where_the_server_does_not_say_it(bool batch)
    {
        _cluster.Behaviour.HasBatchAppend = batch;
        _cluster.Behaviour.AnswersWithoutPosition = true;
        var events = Some.Events(3);
        var first = await _store.AppendAt(_stream, 0, events);
        await _store.AppendAt(_stream, 3, Some.Event());

        (await _store.AppendAt(_stream, 0, events)).Should().Be(first);
    }

    /// <summary>So that the stream begins with event 3.</summary>
    private async Task TruncateAsync()
    {
        await _store.AppendAt(_stream, 0, Some.Events(3));
        await _cluster.DeleteAsync(_stream);
        await FluentActions.Awaiting(() => _store.Append(_stream, ExpectedRevision.NoStream, Some.Event())).Should().ThrowAsync<StoreCorruptException>();
        (await _store.Append(_stream, ExpectedRevision.Exactly(3), Some.Event())).Should().BeOfType<AppendResult.Appended>();
    }
}
