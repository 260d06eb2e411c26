using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.Faults;

/// <summary>A store as one process sees it: from the moment that the process dies, nothing that it asked for ever returns.</summary>
internal sealed class MortalStore(IEventStore inner) : IEventStore
{
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _appendsLeft = int.MaxValue;
    private bool _afterAppend;

    public bool IsShared => inner.IsShared;

    public Task Died => _died.Task;

    /// <summary>The process dies at the append after so many, before it is written or as soon as it is.</summary>
    public void DieAfter(int appends, bool afterAppend)
    {
        lock (_gate)
        {
            (_appendsLeft, _afterAppend) = (appends, afterAppend);
        }
    }

    public void Spare() => DieAfter(int.MaxValue, afterAppend: false);

    public void Kill()
    {
        lock (_gate)
        {
            _died.TrySetResult();
        }
    }

    public async Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        bool isLast;
        lock (_gate)
        {
            isLast = !_died.Task.IsCompleted && _appendsLeft-- == 0;
        }

        if (isLast && _afterAppend)
        {
            await inner.AppendAsync(stream, expected, events, cancellationToken);
        }

        if (isLast)
        {
            Kill();
        }

        await NeverIfDeadAsync();
        var result = await inner.AppendAsync(stream, expected, events, cancellationToken);
        await NeverIfDeadAsync();
        return result;
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await NeverIfDeadAsync();
        await foreach (var e in inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken))
        {
            yield return e;
            await NeverIfDeadAsync();
        }
    }

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.SubscribeToAllAsync(after, filter, cancellationToken);

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => inner.ReadTailAsync(cancellationToken);

    public long? CountBetween(Position after, Position upTo) => inner.CountBetween(after, upTo);

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => inner.CheckHealthAsync(cancellationToken);

    private Task NeverIfDeadAsync() => _died.Task.IsCompleted ? new TaskCompletionSource().Task : Task.CompletedTask;
}
