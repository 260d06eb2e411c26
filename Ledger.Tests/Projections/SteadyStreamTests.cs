using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

public sealed class SteadyStreamTests
{
    [Fact]
    public async Task Events_that_keep_coming_one_by_one_are_not_held_back_until_a_pause()
    {
        using var lab = new ProjectionLab();
        await lab.FillAsync(seed: 1, accounts: 1, movements: 200);
        var store = lab.OpenReadModels();
        var runner = lab.RunnerOf(new AccountsProjection(), store);
        var events = new DrippingEventStore(lab.Events, TimeSpan.FromMilliseconds(20));
        using var host = new ProjectionHost(events, EventSerializer.Default, [runner], StreamFilter.All, new SlowTimers(), NullLogger.Instance);
        await host.StartAsync(CancellationToken.None);

        // Nobody waits for a position. One event comes every 20 ms, and a batch waits 500 ms for more, as the timers go here: after a
        // twenty events some batches must have been written.
        await events.Twenty.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var reached = runner.Progress.Position;
        await host.StopAsync(CancellationToken.None);
        reached.Should().BeGreaterThan(Position.Start);
    }
}

/// <summary>A store whose subscription gives one event after the other, with a short pause between, as under a steady load.</summary>
internal sealed class DrippingEventStore(IEventStore inner, TimeSpan pause) : IEventStore
{
    private readonly TaskCompletionSource _twenty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsShared => inner.IsShared;

    public Task Twenty => _twenty.Task;

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken) =>
        inner.AppendAsync(stream, expected, events, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken) =>
        inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public async IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var said = 0;
        await foreach (var e in inner.ReadAllAsync(after, filter, cancellationToken))
        {
            await Task.Delay(pause, cancellationToken);
            yield return new SubscriptionMessage.EventAppeared(e);
            if (++said == 20)
            {
                _twenty.TrySetResult();
            }
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => inner.ReadTailAsync(cancellationToken);

    public long? CountBetween(Position after, Position upTo) => inner.CountBetween(after, upTo);

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => inner.CheckHealthAsync(cancellationToken);
}
