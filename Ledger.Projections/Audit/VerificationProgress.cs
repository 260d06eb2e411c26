using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>How far a verification has come, for whoever looks at it meanwhile.</summary>
public sealed class VerificationProgress(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _checked;
    private long _total = -1;
    private long _ended;

    public long EventsChecked => Volatile.Read(ref _checked);

    /// <summary>How many events there are to check; <see langword="null"/> where the store cannot tell, or it is not known yet.</summary>
    public long? Total => Volatile.Read(ref _total) is >= 0 and var total ? total : null;

    /// <summary>Up to where events and read models are compared; <see langword="null"/> until that is decided.</summary>
    public Position? Position { get; private set; }

    public double EventsPerSecond => EventsChecked / Math.Max(0.001, Elapsed.TotalSeconds);

    public TimeSpan Elapsed => Volatile.Read(ref _ended) is not 0 and var ended ? time.GetElapsedTime(_started, ended) : time.GetElapsedTime(_started);

    internal void Add(int count) => Interlocked.Add(ref _checked, count);

    internal void Begin(Position position, long? total)
    {
        Position = position;
        Volatile.Write(ref _total, total ?? -1);
    }

    internal void End() => Volatile.Write(ref _ended, time.GetTimestamp());
}
