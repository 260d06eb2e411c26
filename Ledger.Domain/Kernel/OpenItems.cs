using System.Collections;
using System.Collections.Immutable;

namespace Ledger.Domain.Kernel;

/// <summary>What is open in a state, in the order in which it was opened. Two with equal items are equal, as records are.</summary>
public sealed class OpenItems<T> : IReadOnlyList<T>, IEquatable<OpenItems<T>>
    where T : class
{
    public static readonly OpenItems<T> None = new([]);

    private readonly ImmutableList<T> _items;

    private OpenItems(ImmutableList<T> items) => _items = items;

    public int Count => _items.Count;

    public T this[int index] => _items[index];

    public T? Find(Func<T, bool> matches) => _items.Find(new(matches));

    public OpenItems<T> Add(T item) => new(_items.Add(item));

    /// <summary>Without an item that is there.</summary>
    public OpenItems<T> Remove(T item) => With(_items.Remove(item));

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(OpenItems<T>? other) => other is not null && (ReferenceEquals(this, other) || _items.SequenceEqual(other._items));

    public override bool Equals(object? obj) => Equals(obj as OpenItems<T>);

    public override int GetHashCode() => _items.Count == 0 ? 0 : HashCode.Combine(_items.Count, _items[0], _items[^1]);

    internal static OpenItems<T> With(ImmutableList<T> items) => items.IsEmpty ? None : new(items);
}

public static class OpenItems
{
    public static OpenItems<T> Of<T>(IEnumerable<T> items)
        where T : class =>
        OpenItems<T>.With([.. items]);
}
