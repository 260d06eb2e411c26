namespace Ledger.Projections.Matching.Similar.Storage;

/// <summary>Room for bytes that stay where they are: up to 4 GiB, by pages.</summary>
internal sealed class ByteRoom
{
    private const int Bits = 20;
    private const int PageSize = 1 << Bits;
    /// <summary>More than what one text takes.</summary>
    private const uint Reserve = 1 << 24;

    private byte[][] _pages = new byte[16][];
    private long _end;

    /// <summary>Whether there is room for a text more.</summary>
    public bool HasRoom => _end < uint.MaxValue - Reserve;

    /// <returns>The address of that many bytes in a row, all zero.</returns>
    /// <exception cref="InvalidOperationException">There is no more room.</exception>
    public uint Take(int size)
    {
        if ((_end & (PageSize - 1)) + size > PageSize || (_end & (PageSize - 1)) == 0)
        {
            NextPage();
        }

        var at = (uint)_end;
        _end += size;
        return at;
    }

    /// <summary>From an address to the end of its page.</summary>
    public Span<byte> From(uint at) => _pages[at >> Bits].AsSpan((int)(at & (PageSize - 1)));

    private void NextPage()
    {
        _end = (_end + PageSize - 1) & -PageSize;
        if (_end > uint.MaxValue)
        {
            throw new InvalidOperationException("The index of similar transactions has no more room: it holds 4 GiB of text or of places.");
        }

        var page = (int)(_end >> Bits);
        if (page == _pages.Length)
        {
            Array.Resize(ref _pages, page * 2);
        }

        _pages[page] = new byte[PageSize];
    }
}
