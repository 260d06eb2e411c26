using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections;

internal static class RunnerSteps
{
    public static Task ApplyAsync(this ProjectionRunner runner, IReadOnlyList<StoredEvent> batch) =>
        runner.ApplyAsync(batch, batch[^1].Recorded.Position, CancellationToken.None);

    public static async Task ApplyToAllAsync(this IEnumerable<ProjectionRunner> runners, IReadOnlyList<StoredEvent> batch)
    {
        foreach (var runner in runners)
        {
            await runner.ApplyAsync(batch);
        }
    }

    /// <summary>What the tables look like after one batch with everything in it.</summary>
    public static async Task<string> ReferenceAsync(this ProjectionLab lab)
    {
        var store = lab.OpenReadModels("reference");
        await (await lab.StartAsync(store)).ApplyToAllAsync(await lab.AllEventsAsync());
        return await ProjectionLab.DumpAsync(store);
    }

    public static async Task<IReadModelStore> BuiltAsync(this ProjectionLab lab, string name = "read")
    {
        var store = lab.OpenReadModels(name);
        await (await lab.StartAsync(store)).ApplyToAllAsync(await lab.AllEventsAsync());
        return store;
    }
}
