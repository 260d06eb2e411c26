using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>Servers behind proxies, and stores that know only the proxies. Their time runs fast, so that they give up within milliseconds.</summary>
internal sealed class FaultLab : IAsyncDisposable
{
    private const int Haste = 10;

    /// <summary>How long a call may take, in the test's time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly ProtocolCluster _cluster;
    private readonly ClusterTroubles _troubles;

    private FaultLab(ProtocolCluster cluster, int seed) => (_cluster, _troubles) = (cluster, new(cluster, seed));

    /// <summary>What is really in the log.</summary>
    public InMemoryEventStore Truth => _cluster.Store;

    public HastyTime Time { get; } = new(Haste);

    public int Nodes => _cluster.Nodes.Count;

    /// <param name="isOld">Servers that have no BatchAppend.</param>
    public static async Task<FaultLab> StartAsync(int nodes, int seed, bool isOld)
    {
        var cluster = await ProtocolCluster.StartAsync(nodes);
        if (isOld)
        {
            var behaviour = cluster.Behaviour;
            (behaviour.HasServerFeatures, behaviour.HasBatchAppend, behaviour.SaysCaughtUp) = (false, false, false);
            behaviour.AnswersWithoutPosition = true;
        }

        return new(cluster, seed);
    }

    public EventStoreDbStore NewStore(NodePreference preference = NodePreference.Leader) => new(
        ConnectionString.Parse(
            $"{_cluster.ConnectionString}&nodePreference={preference}&defaultDeadline={Patience.TotalMilliseconds * Haste}&gossipTimeout=500"
            + "&discoveryInterval=50&maxDiscoverAttempts=20&keepAliveInterval=100&keepAliveTimeout=100"),
        Time,
        NullLogger<EventStoreDbStore>.Instance);

    /// <summary>Runs rounds, each with a plan of its own; a failure names the plan that led to it.</summary>
    public async Task RunAsync(Random random, int rounds, Func<int, FaultPlan, Task> round)
    {
        for (var i = 0; i < rounds; i++)
        {
            var plan = FaultPlan.Draw(random, Nodes, Patience);
            try
            {
                await round(i, plan);
            }
            // Whatever it is, it is said with what led to it.
            catch (Exception e)
            {
                throw new InvalidOperationException($"Round {i} ({Nodes} nodes; {plan}): {e.Message}", e);
            }
        }
    }

    /// <summary>Lets a plan loose on some work, ends the troubles, and awaits the rest of the work.</summary>
    public async Task RunAsync(FaultPlan plan, Func<Task> work)
    {
        var working = Task.Run(work);
        foreach (var step in plan.Steps)
        {
            if (step.After > TimeSpan.Zero)
            {
                await Task.Delay(step.After);
            }

            await _troubles.ApplyAsync(step);
        }

        await Task.WhenAny(working, Task.Delay(plan.Lasts));
        await _troubles.HealAsync();
        await working;
    }

    public async ValueTask DisposeAsync()
    {
        _troubles.Dispose();
        await _cluster.DisposeAsync();
    }
}
