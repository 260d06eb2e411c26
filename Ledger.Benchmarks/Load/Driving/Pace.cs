using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Driving;

/// <summary>
/// When requests are due. With a rate (open loop) the k-th is due at start + k/rate whether or not a connection is free, and its
/// latency counts from then: a slow answer delays those behind it visibly. Without one (closed loop) a free connection is the due time.
/// </summary>
internal sealed class Pace
{
    /// <summary>What is due at the last moment may be sent a little after it.</summary>
    private static readonly long s_grace = Ticks.OfMilliseconds(20);

    private readonly long _start;
    private readonly long _until;
    private readonly int? _rate;

    public Pace(long start, long until, int? rate)
    {
        _start = start;
        _until = until;
        _rate = rate;
    }

    /// <summary>As fast as answers come, until the workload has no more to ask.</summary>
    public static Pace Unlimited { get; } = new(0, long.MaxValue, rate: null);

    public long Taken { get; private set; }

    /// <summary>Due requests that no connection was free for before the time was up.</summary>
    public long NeverSent => _rate is { } rate ? Math.Max(0, ((_until - _start) / Ticks.PerSecond * rate) - Taken) : 0;

    /// <summary>When the next one is due; <see cref="long.MaxValue"/> when there is none any more.</summary>
    public long NextDue(long now)
    {
        long due = _rate is { } rate ? _start + (Taken / rate * Ticks.PerSecond) + (Taken % rate * Ticks.PerSecond / rate) : now;
        return due < _until && now - s_grace < _until ? due : long.MaxValue;
    }

    public void Take() => Taken++;
}
