using Ledger.Api.Matching.Automatic;
using Ledger.Api.Matching.Rules;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;

namespace Ledger.Tests.Api.Matches;

/// <summary>How far the matcher is, is written down when it has come far or some time has gone by, and never twice the same.</summary>
public sealed class MatcherCheckpointTests
{
    private static readonly Guid First = Guid.Parse("01a1ff40-b7c0-7104-a500-b3402f946e31");
    private static readonly Guid Second = Guid.Parse("01a1ff40-b7c0-7104-a500-b3402f946e32");

    private readonly InMemoryEventStore _store = new();
    private readonly StoppedTime _time = new();

    [Fact]
    public async Task It_is_written_after_ten_thousand_transactions()
    {
        var checkpoint = Checkpoint();
        await checkpoint.AdvanceAsync(First, 9_999, TestContext.Current.CancellationToken);
        (await CountAsync()).Should().Be(0);

        await checkpoint.AdvanceAsync(Second, 1, TestContext.Current.CancellationToken);

        (await CountAsync()).Should().Be(1);
        (await Checkpoint().FindAsync(TestContext.Current.CancellationToken))!.Value.TransactionId.Should().Be(Second);
        await checkpoint.AdvanceAsync(First, 9_999, TestContext.Current.CancellationToken);
        (await CountAsync()).Should().Be(1, "they are counted anew");
    }

    [Fact]
    public async Task It_is_written_after_ten_minutes_and_not_where_it_still_says_the_same()
    {
        var checkpoint = Checkpoint();
        _time.Elapsed = TimeSpan.FromMinutes(9.9);
        await checkpoint.AdvanceAsync(First, 1, TestContext.Current.CancellationToken);
        (await CountAsync()).Should().Be(0);

        _time.Elapsed = TimeSpan.FromMinutes(10);
        await checkpoint.AdvanceAsync(First, 1, TestContext.Current.CancellationToken);
        (await CountAsync()).Should().Be(1);

        _time.Elapsed = TimeSpan.FromMinutes(30);
        await checkpoint.AdvanceAsync(First, 1, TestContext.Current.CancellationToken);
        await Checkpoint().WriteAsync(null, TestContext.Current.CancellationToken);
        (await CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task After_a_restart_the_same_is_not_written_again()
    {
        await Checkpoint().WriteAsync(First, TestContext.Current.CancellationToken);
        var next = Checkpoint();
        await next.FindAsync(TestContext.Current.CancellationToken);

        await next.WriteAsync(First, TestContext.Current.CancellationToken);

        (await CountAsync()).Should().Be(1);
    }

    private MatcherCheckpoint Checkpoint() => new(_store, EventSerializer.Default, MatchingRules.BuiltIn, _time);

    private async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var _ in _store.ReadAllAsync(Position.Start, StreamFilter.All, TestContext.Current.CancellationToken))
        {
            count++;
        }

        return count;
    }

    private sealed class StoppedTime : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
