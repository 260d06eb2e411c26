using System.Runtime.InteropServices;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>The tags of a measurement, kept as the key of its series.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tags(KeyValuePair<string, object?>[] Items);

/// <summary>
/// Compares tags whatever order they come in, and finds a series by the tags of a measurement as they lie on the stack: nothing is
/// allocated for a measurement of a series that is there.
/// </summary>
internal sealed class TagsComparer
    : IEqualityComparer<Tags>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, Tags>
{
    public static readonly TagsComparer Instance = new();

    public bool Equals(Tags x, Tags y) => Equals(x.Items, y);

    public int GetHashCode(Tags obj) => GetHashCode(obj.Items.AsSpan());

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, Tags other)
    {
        if (alternate.Length != other.Items.Length)
        {
            return false;
        }

        for (var i = 0; i < alternate.Length; i++)
        {
            // An instrument nearly always says its tags in the same order.
            if (!Same(alternate[i], other.Items[i]) && !IsAmong(alternate[i], other.Items))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        var hash = alternate.Length;
        foreach (var (key, value) in alternate)
        {
            hash ^= HashCode.Combine(key.GetHashCode(StringComparison.Ordinal), value);
        }

        return hash;
    }

    public Tags Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new([.. alternate]);

    private static bool IsAmong(KeyValuePair<string, object?> tag, KeyValuePair<string, object?>[] items)
    {
        foreach (var item in items)
        {
            if (Same(tag, item))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(KeyValuePair<string, object?> one, KeyValuePair<string, object?> other) =>
        one.Key == other.Key && Equals(one.Value, other.Value);
}
