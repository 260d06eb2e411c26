namespace Ledger.Projections.Matching.Similar.Storage;

/// <summary>A list that grows by pages: nothing is copied, and what it takes beyond its items is one page.</summary>
internal sealed class PagedList<T>
    where T : struct
{
    private const int Bits = 14;
    private const int PageSize = 1 << Bits;
    private T[][] _pages = new T[16][];

    public int Count { get; private set; }

    public ref T this[int i] => ref _pages[i >> Bits][i & (PageSize - 1)];

    public int Add(T item)
    {
        var page = Count >> Bits;
        if ((Count & (PageSize - 1)) == 0)
        {
            if (page == _pages.Length)
            {
                Array.Resize(ref _pages, page * 2);
            }

            _pages[page] = new T[PageSize];
        }

        _pages[page][Count & (PageSize - 1)] = item;
        return Count++;
    }
}
