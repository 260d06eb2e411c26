namespace Ledger.Projections.Rebuilds;

/// <summary>
/// How many events are loaded in one transaction. Live commits wait for it where a store has one writer, so a lot is made as large as may
/// take the time that they can wait, by what the lots before have taken on this machine.
/// </summary>
internal sealed class LotSize(int largest = LotSize.Largest)
{
    /// <summary>Beyond it, a row that many events touch is hardly written less often.</summary>
    public const int Largest = 65_536;

    private const int Smallest = 256;
    private const double FirstRate = 20_000;
    public const long MostBytes = 32 << 20;

    private readonly int _smallest = Math.Min(Smallest, largest);
    // Never more than the largest lot: where a projection passes over most events, a rate beyond it would be long in being forgotten.
    private double _perSecond = Math.Min(FirstRate, largest);

    /// <summary>Whether a lot has grown to what may be expected to take a time, or to as many bytes as are to be kept in memory.</summary>
    public bool IsReached(int events, long bytes, TimeSpan time) => events >= EventsIn(time) || bytes >= MostBytes;

    /// <summary>How many events may be expected to take a time.</summary>
    public int EventsIn(TimeSpan time) => (int)Math.Clamp(_perSecond * time.TotalSeconds, _smallest, largest);

    /// <summary>Learns from a lot. At most the rate is halved or doubled, so that one slow disk access does not decide.</summary>
    public void Took(int events, TimeSpan elapsed)
    {
        // A small rest says more of the transaction than of the events in it.
        if (events >= _smallest && elapsed > TimeSpan.Zero)
        {
            _perSecond = Math.Clamp(events / elapsed.TotalSeconds, _perSecond / 2, Math.Min(_perSecond * 2, largest));
        }
    }
}
