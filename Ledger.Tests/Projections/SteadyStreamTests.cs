using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>Events that come without a pause.</summary>
public sealed class SteadyStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Events_that_keep_coming_one_by_one_are_not_held_back_until_a_pause()
    {
        using var lab = new ProjectionLab();
        await lab.FillAsync(seed: 1, accounts: 1, movements: 200);
        var runner = lab.RunnerOf(new AccountsProjection(), lab.OpenReadModels());
        var twenty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var events = new StagedEventStore(lab.Events, DripAsync);
        using var host = new ProjectionHost(events, EventSerializer.Default, [runner], StreamFilter.All, new SlowTimers(), NullLogger.Instance);
        await host.StartAsync(CancellationToken.None);

        // Nobody waits for a position. One event comes every 20 ms, and a batch waits 500 ms for more, as the timers go here: after a
        // twenty events some batches must have been written.
        await twenty.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var reached = runner.Progress.Position;
        await host.StopAsync(CancellationToken.None);
        reached.Should().BeGreaterThan(Position.Start);

        async IAsyncEnumerable<SubscriptionMessage> DripAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var said = 0;
            foreach (var e in await lab.AllEventsAsync())
            {
                await Task.Delay(20, cancellationToken);
                yield return new SubscriptionMessage.EventAppeared(e.Recorded);
                if (++said == 20)
                {
                    twenty.TrySetResult();
                }
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    [Fact]
    public async Task What_comes_while_a_batch_is_written_is_the_next_batch()
    {
        using var lab = new ProjectionLab();
        await lab.FillAsync(seed: 1, accounts: 1, movements: 500);
        var projection = new SlowProjection(new AccountsProjection());
        var runner = lab.RunnerOf(projection, lab.OpenReadModels());
        var events = new StagedEventStore(lab.Events, ComeAsync);
        using var host = new ProjectionHost(events, EventSerializer.Default, [runner], StreamFilter.All, TimeProvider.System, NullLogger.Instance);
        await host.StartAsync(CancellationToken.None);
        (await runner.Progress.WaitForAsync(await lab.Events.ReadTailAsync(CancellationToken.None), Patience, CancellationToken.None)).Should().BeTrue();
        await host.StopAsync(CancellationToken.None);
        projection.Batches.Should().Be(2);

        async IAsyncEnumerable<SubscriptionMessage> ComeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return SubscriptionMessage.CaughtUp.Instance;
            foreach (var (i, e) in (await lab.AllEventsAsync()).Index())
            {
                if (i == 1)
                {
                    await projection.IsWritten.Task.WaitAsync(cancellationToken);
                }

                if (i % 50 == 0)
                {
                    // Also where there are pauses between them.
                    await Task.Delay(20, cancellationToken);
                }

                yield return new SubscriptionMessage.EventAppeared(e.Recorded);
            }

            projection.GoOn.Set();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    [Fact]
    public async Task A_projection_is_behind_as_long_as_there_is_more()
    {
        using var lab = new ProjectionLab();
        await lab.FillAsync(seed: 1, accounts: 1, movements: 3);
        var events = await lab.AllEventsAsync();
        var runner = lab.RunnerOf(new AccountsProjection(), lab.OpenReadModels());
        await runner.StartAsync(lab.Events, CancellationToken.None);
        var (first, second) = (events[..2], events[2..]);

        runner.BehindSince.Should().NotBeNull("there is a history");

        await runner.ApplyAsync(first);
        runner.BehindSince.Should().Be(first[^1].Metadata.RecordedAt, "what is not yet in it is no older");
        await runner.ApplyAsync(second);
        runner.BehindSince.Should().BeNull();

        runner.Expect(events[0]);
        runner.BehindSince.Should().BeNull("it is in it");
        await lab.DepositAsync("a0", 1);
        var next = (await lab.AllEventsAsync())[^1];
        runner.Expect(next);
        runner.BehindSince.Should().Be(next.Metadata.RecordedAt);
        await runner.ApplyAsync([next]);
        runner.BehindSince.Should().BeNull();
    }

    /// <summary>A projection whose first batch is being written until it is told to go on.</summary>
    private sealed class SlowProjection(IProjection projection) : IProjection
    {
        public ProjectionSchema Schema => projection.Schema;

        public int Batches { get; private set; }

        public TaskCompletionSource IsWritten { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim GoOn { get; } = new();

        public IFold Begin()
        {
            Batches++;
            return new SlowFold(projection.Begin(), this);
        }
    }

    private sealed class SlowFold(IFold fold, SlowProjection projection) : IFold
    {
        public void Add(StoredEvent e) => fold.Add(e);

        public void WriteTo(IReadModelTransaction transaction)
        {
            projection.IsWritten.TrySetResult();
            projection.GoOn.Wait(Patience);
            fold.WriteTo(transaction);
        }
    }
}

/// <summary>A store whose subscription says what it is told to.</summary>
internal sealed class StagedEventStore(IEventStore inner, Func<CancellationToken, IAsyncEnumerable<SubscriptionMessage>> subscription) : IEventStore
{
    public bool IsShared => inner.IsShared;

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken) =>
        inner.AppendAsync(stream, expected, events, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken) =>
        inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(
        Position after, StreamFilter filter, CancellationToken cancellationToken) => subscription(cancellationToken);

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => inner.ReadTailAsync(cancellationToken);

    public long? CountBetween(Position after, Position upTo) => inner.CountBetween(after, upTo);

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => inner.CheckHealthAsync(cancellationToken);
}
