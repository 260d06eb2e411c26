namespace Ledger.Tests.Support.Faults;

/// <summary>What one direction of a proxied connection lets pass, and when.</summary>
internal sealed class Valve
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CutEnding _ending;
    private int? _left;
    private TimeSpan _delay;

    public Valve() => _open.SetResult();

    /// <summary>Whether it was ever shut.</summary>
    public bool HasHeld { get; private set; }

    public void CutAfter(int bytes, CutEnding ending)
    {
        lock (_gate)
        {
            (_left, _ending) = (bytes, ending);
        }
    }

    public void DelayBy(TimeSpan delay)
    {
        lock (_gate)
        {
            _delay = delay;
        }
    }

    public void Hold()
    {
        lock (_gate)
        {
            HasHeld = true;
            if (_open.Task.IsCompleted)
            {
                _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Forgets what it was told; what was held goes on its way.</summary>
    public void Heal()
    {
        lock (_gate)
        {
            (_left, _delay) = (null, TimeSpan.Zero);
            _open.TrySetResult();
        }
    }

    /// <summary>Waits until bytes may pass.</summary>
    /// <returns>How many of so many.</returns>
    public async Task<int> AllowedAsync(int length)
    {
        var delayed = false;
        while (true)
        {
            Task open;
            TimeSpan delay;
            lock (_gate)
            {
                (open, delay) = (_open.Task, _delay);
                if (open.IsCompleted && (delayed || delay == TimeSpan.Zero))
                {
                    return Math.Min(length, _left ?? length);
                }
            }

            if (open.IsCompleted)
            {
                delayed = true;
                await Task.Delay(delay);
            }
            else
            {
                await open;
            }
        }
    }

    /// <summary>Counts what has passed.</summary>
    /// <returns>What happens to the connection now, if anything.</returns>
    public CutEnding? Passed(int count)
    {
        lock (_gate)
        {
            if ((_left -= count) is not <= 0)
            {
                return null;
            }

            _left = null;
            return _ending;
        }
    }
}
