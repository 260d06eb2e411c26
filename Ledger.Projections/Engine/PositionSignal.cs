using Ledger.EventStore.Port;

namespace Ledger.Projections.Engine;

/// <summary>A position that grows, and waits for it to reach another.</summary>
public sealed class PositionSignal
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource<bool>, Position> _waiters = new();
    private Position _position;
    private bool _released;

    public Position Position
    {
        get
        {
            lock (_gate)
            {
                return _position;
            }
        }
    }

    /// <summary>Whether somebody waits for a position that is not reached.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (_gate)
            {
                return _waiters.Count > 0;
            }
        }
    }

    /// <summary>Begins to grow, or begins again after it was released, from wherever that is.</summary>
    public void StartAt(Position position)
    {
        lock (_gate)
        {
            _released = false;
            _position = position;
        }

        Advance(position);
    }

    public void Advance(Position position)
    {
        lock (_gate)
        {
            _position = Position.Max(position, _position);
            while (_waiters.TryPeek(out var waiter, out var wanted) && wanted <= _position)
            {
                _waiters.Dequeue();
                waiter.TrySetResult(true);
            }
        }
    }

    /// <summary>The position will not grow any more: nobody need wait.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _released = true;
            while (_waiters.TryDequeue(out var waiter, out _))
            {
                waiter.TrySetResult(false);
            }
        }
    }

    private void Forget(TaskCompletionSource<bool> waiter)
    {
        if (waiter.Task.IsCompleted)
        {
            return;
        }

        lock (_gate)
        {
            _waiters.Remove(waiter, out _, out _);
        }
    }

    /// <summary>Waits until a position is reached.</summary>
    /// <returns>False where the time ran out, or it will not be reached.</returns>
    public async Task<bool> WaitForAsync(Position position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> waiter;
        lock (_gate)
        {
            if (_position >= position || _released)
            {
                return _position >= position;
            }

            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter, position);
        }

        try
        {
            return await waiter.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Forget(waiter);
        }
    }
}
