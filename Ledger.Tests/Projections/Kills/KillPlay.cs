using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Projections.Kills;

/// <summary>One telling of a story: processes that take it up one after the other.</summary>
internal sealed class KillPlay(KillStory story, ProjectionLab lab, IReadOnlyList<StoredEvent> events) : IAsyncDisposable
{
    private const int Patience = 10;

    private readonly LogPrefix _log = new(lab.Events);
    private Projector? _projector;

    /// <summary>The step that is being done.</summary>
    public int At { get; private set; }

    public bool IsOver => At == story.Steps.Count;

    /// <summary>Goes on from a step in a process of its own.</summary>
    public async Task StartAsync(IReadModelStore store, int at = 0)
    {
        (At, _log.End) = (at, EndOf(at));
        _projector = await Projector.StartAsync(_log, events, store, story.Projection(), lab.Clock);
    }

    /// <summary>The process is gone.</summary>
    public async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _projector, null) is { } gone)
        {
            await gone.DisposeAsync();
        }
    }

    /// <param name="upTo">The step before which it stops.</param>
    /// <param name="isDead">Whether this process is to do nothing more.</param>
    public async Task RunAsync(int upTo, Func<bool>? isDead = null)
    {
        for (; At < upTo; At++)
        {
            _log.End = EndOf(At);
            var step = story.Steps[At];
            for (var tries = 0; !await step.IsDone(_projector!); tries++)
            {
                if (isDead?.Invoke() == true)
                {
                    return;
                }

                tries.Should().BeLessThan(Patience, $"'{step.Name}' ends some time");
                await step.DoAsync(_projector!);
            }
        }
    }

    public Task RunToEndAsync() => RunAsync(story.Steps.Count);

    public async ValueTask DisposeAsync() => await EndAsync();

    private Position EndOf(int step) => events[story.Steps[Math.Min(step, story.Steps.Count - 1)].LogEnd - 1].Recorded.Position;
}
