using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>One run: many rounds of concurrent appends and reads on a living cluster, each with troubles of its own.</summary>
internal sealed class StoreRounds : IAsyncDisposable
{
    private const int NewStoreEvery = 10;

    private static readonly StreamName[] Streams = [new("left-1"), new("left-2"), new("right-1"), new("right-2")];

    private readonly Random _random;
    private readonly FaultLab _lab;
    private readonly AppendJournal _journal;
    private readonly EventStoreDbStore[] _stores;
    private readonly EventStoreDbStore _following;
    private readonly Follower[] _followers;

    private StoreRounds(FaultLab lab, Random random)
    {
        (_lab, _random, _journal) = (lab, random, new(lab.Truth));
        _stores = [lab.NewStore(), lab.NewStore()];
        _following = lab.NewStore(NodePreference.Follower);
        _followers = [new(_stores[0], lab.Truth, StreamFilter.All), new(_following, lab.Truth, new(["left-"]))];
        Array.ForEach(_followers, follower => follower.Start());
    }

    /// <returns>What it went through, in a sentence.</returns>
    public static async Task<string> RunAsync(int seed, int rounds, bool isOld)
    {
        var random = new Random(seed);
        await using var lab = await FaultLab.StartAsync(random.Next(3) == 0 ? 1 : 3, seed, isOld);
        await using var run = new StoreRounds(lab, random);
        await lab.RunAsync(random, rounds, run.RoundAsync);
        return await run.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var follower in _followers)
        {
            await follower.DisposeAsync();
        }

        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await _following.DisposeAsync();
    }

    private async Task RoundAsync(int round, FaultPlan plan)
    {
        if (round % NewStoreEvery == NewStoreEvery - 1)
        {
            // The first is followed.
            await _stores[1].DisposeAsync();
            _stores[1] = _lab.NewStore();
        }

        var work = new List<Func<Task>>();
        for (var i = 0; i < 6; i++)
        {
            var writer = new FaultyWriter(_stores[i % 2], _lab.Truth, _journal, Streams, new(_random.Next()));
            work.Add(() => writer.WriteAsync(4));
        }

        for (var i = 0; i < 2; i++)
        {
            var reader = new FaultyReader(_stores[i], _lab.Truth, Streams, new(_random.Next()));
            work.Add(() => reader.ReadAsync(3));
        }

        await _lab.RunAsync(plan, () => Task.WhenAll(work.Select(one => one())));
        _journal.Check();
        Array.ForEach(_followers, follower => follower.ThrowIfFailed());
    }

    private async Task<string> EndAsync()
    {
        // What was held back somewhere has its chance to be written after all.
        await Task.Delay(FaultLab.Patience * 1.5);
        _journal.Check();
        foreach (var follower in _followers)
        {
            await follower.CatchUpAsync();
        }

        return $"{_lab.Nodes} nodes, {_journal}, subscriptions given up {string.Join(" and ", _followers.Select(follower => follower.Restarts))} times";
    }
}
