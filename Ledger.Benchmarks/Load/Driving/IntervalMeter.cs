using System.Threading.Channels;
using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Driving;

/// <summary>Sums up each second on the driver's thread and hands it to whoever watches on another one, without waiting.</summary>
internal sealed class IntervalMeter(ChannelWriter<Interval> watcher)
{
    private readonly Histogram _latency = new();
    private readonly long _start = Ticks.Now;
    private long _since = Ticks.Now;
    private long _answers;
    private long _answersBefore;
    private long _unexpected;

    public long NextAt { get; private set; } = Ticks.Now + Ticks.PerSecond;

    /// <summary>How often a request was sent again.</summary>
    public long Resent { get; private set; }

    public bool IsOver(long now) => now >= NextAt;

    public void Answered(int status, long latency)
    {
        _answers++;
        if (Tally.IsOutcome(status))
        {
            _latency.Record(Ticks.ToMicroseconds(latency));
        }
        else
        {
            _unexpected++;
        }
    }

    public void Sent(bool again) => Resent += again ? 1 : 0;

    public void Publish(long now, int down)
    {
        long milliseconds = Math.Max(1, Ticks.ToMicroseconds(now - _since) / 1000);
        watcher.TryWrite(new Interval(
            (int)((now - _start) / Ticks.PerSecond),
            _answers,
            (_answers - _answersBefore) * 1000 / milliseconds,
            _latency.AtPerMille(500),
            _latency.AtPerMille(990),
            _latency.Max,
            _unexpected,
            Resent,
            down));
        _latency.Clear();
        _answersBefore = _answers;
        _since = now;
        NextAt = now + Ticks.PerSecond;
    }
}
