using Ledger.EventStore.EventStoreDb;
using Ledger.Tests.Projections.Closings;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>A balance in the past costs a handful of calls, however long the history is.</summary>
public sealed class PastReadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_index_a_time_takes_two_calls_and_without_it_the_answer_is_the_same()
    {
        var lab = await PastLab.FilledAsync(deposits: 6_000, together: 4, closeBooksEvery: 500);
        await using var cluster = await ProtocolCluster.StartAsync(store: lab.Events);
        await using var store = cluster.Connect();
        foreach (var time in lab.TellingTimes)
        {
            var hint = lab.Closings.LastOrDefault(e => e.Metadata.RecordedAt <= time)?.Recorded.Revision ?? 0;
            var (hinted, calls) = await AskAsync(cluster, store, time, hint);
            hinted.Should().Be(lab.RevisionAt(time));
            calls.Should().BeLessThanOrEqualTo(2, $"a search and a load, at {time:O}");
        }

        var middle = lab.History[3_456].Metadata.RecordedAt;
        var (searched, all) = await AskAsync(cluster, store, middle, hint: null);
        searched.Should().Be(lab.RevisionAt(middle));
        all.Should().BeGreaterThan(5, "these are the calls that the index saves");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(498)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(3_456)]
    [InlineData(6_000)]
    public async Task A_revision_takes_one_call(int revision)
    {
        var lab = await PastLab.FilledAsync(deposits: 6_000, together: 40, closeBooksEvery: 500);
        await using var cluster = await ProtocolCluster.StartAsync(store: lab.Events);
        await using var store = cluster.Connect();
        var before = cluster.Behaviour.Reads;

        var head = await PastLab.LoaderOver(store).LoadAsync(PastLab.Stream, revision, seen: null, Token);

        head.Revision.Should().Be(revision);
        head.Chain.Should().Be(lab.History[revision].Chain);
        (cluster.Behaviour.Reads - before).Should().Be(1);
    }

    private static async Task<(long Revision, int Calls)> AskAsync(ProtocolCluster cluster, EventStoreDbStore store, DateTimeOffset time, long? hint)
    {
        var (loader, before) = (PastLab.LoaderOver(store), cluster.Behaviour.Reads);
        var revision = await loader.RevisionAtAsync(PastLab.Stream, time, hint, Token);
        if (revision >= 0)
        {
            (await loader.LoadAsync(PastLab.Stream, revision, seen: null, Token)).Revision.Should().Be(revision);
        }

        return (revision, cluster.Behaviour.Reads - before);
    }
}
