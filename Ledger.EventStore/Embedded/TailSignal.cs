namespace Ledger.EventStore.Embedded;

/// <summary>Where the log ends, and a wait for it to grow.</summary>
internal sealed class TailSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _grown;
    private long _position;

    public long Position => Volatile.Read(ref _position);

    public void Advance(long position)
    {
        TaskCompletionSource? grown;
        lock (_gate)
        {
            if (position <= _position)
            {
                return;
            }

            _position = position;
            grown = _grown;
            _grown = null;
        }

        grown?.SetResult();
    }

    /// <summary>Completes when the log ends after the position.</summary>
    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_position > position)
            {
                return Task.CompletedTask;
            }

            _grown ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _grown.Task.WaitAsync(cancellationToken);
        }
    }
}
