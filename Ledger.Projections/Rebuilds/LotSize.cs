namespace Ledger.Projections.Rebuilds;

/// <summary>
/// How many events are loaded in one transaction. Live commits wait for it where a store has one writer, so a lot is made as large as takes
/// <see cref="Wanted"/>, by what the lots before have taken on this machine.
/// </summary>
internal sealed class LotSize(int largest = LotSize.Largest)
{
    /// <summary>Beyond it, a row that many events touch is hardly written less often.</summary>
    public const int Largest = 8_192;

    private const int Smallest = 256;
    private const int First = 2_048;

    public static readonly TimeSpan Wanted = TimeSpan.FromMilliseconds(100);

    public int Events { get; private set; } = Math.Min(First, largest);

    /// <summary>Learns from a lot. At most it is halved or doubled, so that one slow disk access does not decide.</summary>
    public void Took(int events, TimeSpan elapsed)
    {
        // A small rest says more of the transaction than of the events in it.
        if (events < Math.Min(Smallest, largest))
        {
            return;
        }

        var fitting = elapsed > TimeSpan.Zero ? events * (Wanted / elapsed) : largest;
        Events = (int)Math.Clamp(fitting, Math.Max(Math.Min(Smallest, largest), Events / 2), Math.Min(largest, Events * 2));
    }
}
