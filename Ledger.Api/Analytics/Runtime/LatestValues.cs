namespace Ledger.Api.Analytics.Runtime;

/// <summary>The latest values of what goes on without end: a ring, which each new one takes the place of the oldest in.</summary>
internal sealed class LatestValues<T>(int capacity)
{
    private readonly T[] _values = new T[capacity];
    private readonly Lock _gate = new();
    private long _count;

    public void Add(T value)
    {
        lock (_gate)
        {
            _values[_count++ % capacity] = value;
        }
    }

    /// <summary>From the oldest that is still there to the newest, and how many there ever were.</summary>
    public (T[] Latest, long Count) Take()
    {
        lock (_gate)
        {
            var next = (int)(_count % capacity);
            return (_count < capacity ? _values[..next] : [.. _values[next..], .. _values[..next]], _count);
        }
    }
}
