using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>
/// Follows the log through everything, as a projection does: where the subscription gives up, from the last place that it said. Every
/// event that matches comes once and in its order; a checkpoint passes nothing over; what is caught up has seen what was there.
/// </summary>
internal sealed class Follower(IEventStore store, InMemoryEventStore truth, StreamFilter filter) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private Task _following = Task.CompletedTask;
    private Position _at;
    private int _passed;
    private int _restarts;
    private bool _caughtUp;

    /// <summary>How often the subscription gave up.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    public void Start() => _following = Task.Run(FollowAsync);

    /// <summary>Waits until everything that is in the log now was said, and the follower knows that it is so.</summary>
    public async Task CatchUpAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_following.IsCompleted && !(IsBehindNothing() && Volatile.Read(ref _caughtUp)))
        {
            await Task.Delay(2, patience.Token);
        }

        ThrowIfFailed();
    }

    public void ThrowIfFailed()
    {
        if (_following.IsCompleted)
        {
            _following.GetAwaiter().GetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task FollowAsync()
    {
        while (true)
        {
            var there = truth.Count;
            Volatile.Write(ref _caughtUp, value: false);
            try
            {
                await foreach (var message in store.SubscribeToAllAsync(_at, filter, _ended.Token))
                {
                    Take(message, there);
                }
            }
            catch (StoreUnavailableException)
            {
                Interlocked.Increment(ref _restarts);
                await Task.Delay(1, _ended.Token);
            }
        }
    }

    private void Take(SubscriptionMessage message, int there)
    {
        switch (message)
        {
            case SubscriptionMessage.EventAppeared { Event: var e }:
                var next = Next() ?? throw new InvalidOperationException($"Event {e.Revision} of {e.Stream} is not in the log.");
                (e.Stream, e.Revision, e.Position, e.Id).Should().Be((next.Stream, next.Revision, next.Position, next.Id), "every event comes once, in order");
                _at = e.Position;
                Volatile.Write(ref _passed, truth.IndexAfter(_at));
                break;
            case SubscriptionMessage.Checkpoint { Position: var position }:
                position.Should().BeGreaterThan(_at);
                Next(truth.IndexAfter(position)).Should().BeNull("a checkpoint passes nothing over that matches");
                _at = position;
                Volatile.Write(ref _passed, truth.IndexAfter(_at));
                break;
            case SubscriptionMessage.CaughtUp:
                Next(there).Should().BeNull("what is caught up has seen what was there when it began");
                Volatile.Write(ref _caughtUp, value: true);
                break;
        }
    }

    /// <summary>The next event that matches, before an index.</summary>
    private RecordedEvent? Next(int before = int.MaxValue)
    {
        for (var index = Volatile.Read(ref _passed); index < before; index++)
        {
            if (truth.Page(index, 1) is not [var e])
            {
                return null;
            }

            if (filter.Matches(e.Stream.Value))
            {
                return e;
            }
        }

        return null;
    }

    private bool IsBehindNothing() => Next() is null;
}
