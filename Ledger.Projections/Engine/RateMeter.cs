namespace Ledger.Projections.Engine;

/// <summary>Events a second, over the last few seconds.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    // What is too short to say anything counts as this long.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly long _began = time.GetTimestamp();

    private readonly Lock _gate = new();
    private readonly Queue<(long At, int Count)> _samples = new();
    private long _sum;

    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                Forget();
                var measured = TimeSpan.FromTicks(Math.Clamp(time.GetElapsedTime(_began).Ticks, Shortest.Ticks, Window.Ticks));
                return _sum / measured.TotalSeconds;
            }
        }
    }

    public void Add(int count)
    {
        lock (_gate)
        {
            Forget();
            _samples.Enqueue((time.GetTimestamp(), count));
            _sum += count;
        }
    }

    private void Forget()
    {
        while (_samples.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Window)
        {
            _sum -= _samples.Dequeue().Count;
        }
    }
}
