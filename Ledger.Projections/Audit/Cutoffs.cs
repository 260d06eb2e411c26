using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>Up to where each read model is compared: its own position in the snapshot. Null where there is no such read model.</summary>
internal sealed record Cutoffs(Position? Accounts, Position? Transactions, Position? Ids)
{
    private static readonly Position End = new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whatever there is, counts.</summary>
    public static Cutoffs None { get; } = new(End, End, End);

    public Position Last => Position.Max(Accounts ?? Position.Start, Position.Max(Transactions ?? Position.Start, Ids ?? Position.Start));
}
