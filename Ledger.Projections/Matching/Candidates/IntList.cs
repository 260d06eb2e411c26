namespace Ledger.Projections.Matching.Candidates;

/// <summary>A list of integers that costs nothing while it is empty and little while it is short.</summary>
internal struct IntList
{
    private int[]? _items;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public void Add(int item)
    {
        if (_items is null || Count == _items.Length)
        {
            Array.Resize(ref _items, Count == 0 ? 2 : Count < 8 ? Count * 2 : Count + (Count / 2));
        }

        _items[Count++] = item;
    }

    /// <summary>Removes one such item, if there is any; the order changes.</summary>
    public void Remove(int item)
    {
        var at = Items.IndexOf(item);
        if (at >= 0)
        {
            _items![at] = _items[--Count];
        }
    }
}
