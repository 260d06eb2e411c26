namespace Ledger.Tests.Support.Faults;

/// <summary>Time that runs several times as fast, so that what gives up after seconds does so within a test's milliseconds.</summary>
internal sealed class HastyTime(int times) : TimeProvider
{
    public override long TimestampFrequency => base.TimestampFrequency / times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private TimeSpan Shortened(TimeSpan time) => time > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, time.Ticks / times)) : time;
}
