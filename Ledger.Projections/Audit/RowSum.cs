using System.Runtime.InteropServices;

namespace Ledger.Projections.Audit;

/// <summary>Rows added up without an order: their number, and the sum of their hashes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowSum(long Count, UInt128 Sum)
{
    public RowSum Add(UInt128 hash) => new(Count + 1, unchecked(Sum + hash));

    public RowSum Add(RowSum other) => new(Count + other.Count, unchecked(Sum + other.Sum));

    public RowSum Remove(RowSum other) => new(Count - other.Count, unchecked(Sum - other.Sum));
}
