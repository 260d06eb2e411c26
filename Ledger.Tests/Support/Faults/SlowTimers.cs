namespace Ledger.Tests.Support.Faults;

/// <summary>Timers that take a hundred times as long, so that milliseconds can be told apart on a busy machine.</summary>
internal sealed class SlowTimers : TimeProvider
{
    private const int Times = 100;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime * Times : dueTime, period);
}
