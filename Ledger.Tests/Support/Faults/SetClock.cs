namespace Ledger.Tests.Support.Faults;

/// <summary>A clock that stands where it was set. Timers and timestamps are the system's.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
