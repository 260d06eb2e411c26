using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Kills;

/// <summary>A process that projects, taken step by step, without a thread of its own.</summary>
internal sealed class Projector : IAsyncDisposable
{
    private const int Batch = 3;

    private readonly LogPrefix _log;
    private readonly IReadOnlyList<StoredEvent> _events;
    private readonly IProjectorLock _turn;

    private Projector(LogPrefix log, IReadOnlyList<StoredEvent> events, IReadModelStore store, IProjectorLock turn, IProjection projection, SetClock clock)
    {
        (_log, _events, _turn, Store) = (log, events, turn, store);
        Runner = new(projection, store, ProjectionLab.LedgerId, clock, NullLogger.Instance);
        Host = new(log, EventSerializer.Default, [Runner], StreamFilter.All, clock, NullLogger.Instance);
        Rebuilds = new(log, EventSerializer.Default, Host, StreamFilter.All, ProjectionLab.LedgerId, clock, NullLogger.Instance) { LargestLot = 4 };
        Control = new(Host, new OperationsLog(log, EventSerializer.Default, clock));
    }

    public LogPrefix Log => _log;

    public IReadModelStore Store { get; }

    public ProjectionRunner Runner { get; }

    public ProjectionSchema Schema => Runner.Projection.Schema;

    public ProjectionHost Host { get; }

    public RebuildHost Rebuilds { get; }

    public ProjectionControl Control { get; }

    /// <summary>Leads, once the one before has gone, and makes everything ready.</summary>
    public static async Task<Projector> StartAsync(
        LogPrefix log, IReadOnlyList<StoredEvent> events, IReadModelStore store, IProjection projection, SetClock clock)
    {
        IProjectorLock? turn;
        for (var began = TimeProvider.System.GetTimestamp(); (turn = await store.TryLeadAsync(CancellationToken.None)) is null; await Task.Delay(2))
        {
            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(10), "the lock goes with the process");
        }

        var projector = new Projector(log, events, store, turn, projection, clock);
        await projector.Host.StartRunnersAsync(CancellationToken.None);
        return projector;
    }

    public async Task<IReadOnlyList<(int Number, GenerationState State)>> GenerationsAsync() =>
        [.. (await Control.GenerationsAsync(Runner.Name, CancellationToken.None)).Select(one => (one.Number, one.State))];

    public async Task<bool> IsLiveAsync(int generation) => (await GenerationsAsync()).Contains((generation, GenerationState.Live));

    /// <summary>Delivers everything there is, in small batches, what was delivered before included.</summary>
    public async Task DeliverAsync()
    {
        if (Runner.State == ProjectionState.Stopped)
        {
            // As the host does: it may have been an earlier try of its own that moved the checkpoint.
            await Host.StartRunnersAsync(CancellationToken.None);
        }

        if (Runner.IsHeldUp)
        {
            await Runner.CatchUpAsync(_log, EventSerializer.Default, StreamFilter.All, _log.End, CancellationToken.None);
            return;
        }

        foreach (var batch in _events.TakeWhile(e => e.Recorded.Position <= _log.End).Chunk(Batch))
        {
            await Runner.ApplyAsync(batch);
        }
    }

    public bool IsAtTail => Runner.IsRunning && Runner.Progress.Position >= _log.End;

    public async ValueTask DisposeAsync()
    {
        await _turn.DisposeAsync();
        Rebuilds.Dispose();
        Host.Dispose();
    }
}
