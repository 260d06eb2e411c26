using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>What is counted is counted for all stores of the process; so nothing else may run beside.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InstrumentGroup
{
    public const string Name = "Instruments";
}

/// <summary>What operators watch: how much is sent, how much is under way, and how often something had to be done again.</summary>
[Collection(InstrumentGroup.Name)]
public sealed class InstrumentTests : IDisposable
{
    private readonly StreamName _stream = new("account-1");
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, long Value)> _measured = new();

    public InstrumentTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LedgerMeter.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _measured.Enqueue((instrument.Name, value)));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _measured.Enqueue((instrument.Name, value)));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Appends_are_counted_as_they_are_asked_for_and_as_they_leave(bool batch)
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        cluster.Behaviour.HasBatchAppend = batch;
        var open = new TaskCompletionSource();
        cluster.Behaviour.BeforeCommit = _ => open.Task;
        await using var store = cluster.Connect();

        var appends = Enumerable.Range(0, 20)
            .Select(i => store.Append(new StreamName($"account-{i}"), ExpectedRevision.NoStream, Some.Events(2))).ToArray();
        while (Sum("ledger.store.in_flight") < 20)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        open.SetResult();
        await Task.WhenAll(appends);
        (await store.Append(new StreamName("account-3"), ExpectedRevision.NoStream, Some.Event())).Should().BeOfType<AppendResult.Conflict>();

        Sum("ledger.store.appends").Should().Be(21);
        Sum("ledger.store.batch_size").Should().Be(21);
        Sum("ledger.store.in_flight").Should().Be(0);
        Sum("ledger.store.retries").Should().Be(0);
        Sum("ledger.store.reconnects").Should().Be(0);
        Sum("ledger.store.redirects").Should().Be(0);
    }

    [Fact]
    public async Task Appends_that_wait_for_each_other_leave_together()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        await using var store = cluster.Connect();

        // While the call is being opened they gather.
        await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(i => store.Append(new StreamName($"account-{i}"), ExpectedRevision.NoStream, Some.Event())));

        Sum("ledger.store.batch_size").Should().Be(200);
        _measured.Should().Contain(measured => measured.Name == "ledger.store.batch_size" && measured.Value > 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_that_is_sent_again_is_counted_and_so_is_a_call_that_is_opened_again(bool breaks)
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        var left = 1;
        cluster.Behaviour.AfterCommit = append =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                append.AnswerWith(AppendRefusal.Timeout);
                return breaks ? throw new IOException("broken") : Task.CompletedTask;
            }

            return Task.CompletedTask;
        };
        await using var store = cluster.Connect();

        await store.AppendAt(_stream, 0, Some.Event());

        Sum("ledger.store.appends").Should().Be(1);
        Sum("ledger.store.batch_size").Should().Be(2);
        Sum("ledger.store.retries").Should().Be(1);
        Sum("ledger.store.reconnects").Should().Be(breaks ? 1 : 0);
        Sum("ledger.store.in_flight").Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Being_sent_on_to_the_leader_is_counted(bool batch)
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        cluster.Behaviour.HasBatchAppend = batch;
        await using var store = cluster.Nodes[1].Connect();

        await store.AppendAt(_stream, 0, Some.Event());
        await store.AppendAt(_stream, 1, Some.Event());

        Sum("ledger.store.redirects").Should().Be(1);
        Sum("ledger.store.reconnects").Should().Be(1);
        Sum("ledger.store.in_flight").Should().Be(0);
    }

    [Fact]
    public async Task A_read_that_is_asked_again_is_counted()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        await using var store = cluster.Connect();
        await store.AppendAt(_stream, 0, Some.Event());
        await cluster.Nodes[0].StopAsync();

        var reading = store.Forwards(_stream);
        while (Sum("ledger.store.retries") < 2)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await cluster.Nodes[0].StartAgainAsync();
        (await reading).Should().HaveCount(1);
    }

    private long Sum(string name) => _measured.Where(measured => measured.Name == name).Sum(measured => measured.Value);
}
