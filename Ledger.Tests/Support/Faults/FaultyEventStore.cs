using System.Collections.Concurrent;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.Faults;

/// <summary>
/// A store in front of another, that fails as it is told. Each append takes the next fault of the script; where there is none,
/// <see cref="Always"/>; where there is none either, it just appends.
/// </summary>
internal sealed class FaultyEventStore(IEventStore inner) : IEventStore
{
    private readonly ConcurrentQueue<Fault> _script = new();
    private TaskCompletionSource? _gate;
    private int _appends;
    private int _reads;

    public bool IsShared { get; set; }

    /// <summary>What every append meets once the script has run out.</summary>
    public Fault? Always { get; set; }

    /// <summary>What an append waits for while it is held back.</summary>
    public TaskCompletionSource Arrived { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many appends were asked for, the failed ones included.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <summary>How many reads of a stream were begun.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public void Next(params Fault[] faults) => Array.ForEach(faults, _script.Enqueue);

    /// <summary>Holds every append back until <see cref="Release"/>.</summary>
    public void Hold()
    {
        Arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Release() => Interlocked.Exchange(ref _gate, null)?.SetResult();

    public async Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _appends);
        if (Volatile.Read(ref _gate) is { } gate)
        {
            Arrived.TrySetResult();
            await gate.Task;
        }

        var fault = _script.TryDequeue(out var next) ? next : Always;
        return fault is null ? await Append() : await fault(Append);

        Task<AppendResult> Append() => inner.AppendAsync(stream, expected, events, cancellationToken);
    }

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken);
    }

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(
        Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.SubscribeToAllAsync(after, filter, cancellationToken);

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => inner.ReadTailAsync(cancellationToken);

    public long? CountBetween(Position after, Position upTo) => inner.CountBetween(after, upTo);

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => inner.CheckHealthAsync(cancellationToken);
}

/// <summary>What happens in place of an append, given the append.</summary>
internal delegate Task<AppendResult> Fault(Func<Task<AppendResult>> append);

internal static class AppendFaults
{
    public static readonly Fault None = append => append();

    /// <summary>It is written, and the answer is lost.</summary>
    public static readonly Fault AnswerLost = async append =>
    {
        await append();
        throw new OutcomeUnknownException("The answer was lost.");
    };

    /// <summary>It never arrives, and nobody knows.</summary>
    public static readonly Fault RequestLost = _ => throw new OutcomeUnknownException("The request was lost.");

    public static readonly Fault Unavailable = _ => throw new StoreUnavailableException("The store is away.");

    /// <summary>Somebody else does something just before the append.</summary>
    public static Fault Overtaken(Func<Task> other) => async append =>
    {
        await other();
        return await append();
    };

    public static Fault Throws(Exception fault) => _ => throw fault;
}
