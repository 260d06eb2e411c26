using Ledger.EventStore.Port;
using Ledger.Projections.Accounts;
using Ledger.Projections.Closings;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;
using Ledger.Projections.TransactionIds;
using Ledger.Projections.Transactions;

namespace Ledger.Projections.Audit;

/// <summary>Up to where each read model is compared: its own position in the snapshot. Null where there is no such read model.</summary>
internal sealed record Cutoffs(Position? Accounts, Position? Transactions, Position? Ids, Position? Closings, Position? Search)
{
    private static readonly Position End = new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whatever there is, counts.</summary>
    public static Cutoffs None { get; } = new(End, End, End, End, End);

    public Position Last => All.Max(each => each.At ?? Position.Start);

    /// <summary>How far every read model has come.</summary>
    public IReadOnlyList<(string Name, Position? At)> All =>
    [
        (AccountsProjection.Name, Accounts),
        (TransactionsProjection.Name, Transactions),
        (TransactionIdsProjection.Name, Ids),
        (ClosingsProjection.Name, Closings),
        (SearchProjection.Name, Search),
    ];

    public static Cutoffs Of(IReadModelSnapshot snapshot) => new(
        snapshot.PositionOf(AccountsProjection.Name),
        snapshot.PositionOf(TransactionsProjection.Name),
        snapshot.PositionOf(TransactionIdsProjection.Name),
        snapshot.PositionOf(ClosingsProjection.Name),
        snapshot.PositionOf(SearchProjection.Name));
}
