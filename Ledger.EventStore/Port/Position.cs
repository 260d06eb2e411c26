using System.Runtime.InteropServices;

namespace Ledger.EventStore.Port;

/// <summary>A place in the log of all events: opaque, ordered, with gaps. Stores that know only one number give it twice.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Position(ulong Commit, ulong Prepare) : IComparable<Position>
{
    /// <summary>Before the first event.</summary>
    public static Position Start => default;

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    public static Position Max(Position left, Position right) => left > right ? left : right;

    public int CompareTo(Position other) =>
        Commit != other.Commit ? Commit.CompareTo(other.Commit) : Prepare.CompareTo(other.Prepare);

    public override string ToString() => Commit == Prepare ? $"{Commit}" : $"{Commit}/{Prepare}";
}
