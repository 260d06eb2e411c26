using Ledger.EventStore.Port;
using Ledger.Projections.Accounts;
using Ledger.Projections.Closings;
using Ledger.Projections.Matches;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;
using Ledger.Projections.TransactionIds;
using Ledger.Projections.Transactions;
using Ledger.Projections.Transfers;
using Ledger.Projections.Users;

namespace Ledger.Projections.Audit;

/// <summary>Up to where each read model is compared: its own position in the snapshot. Null where there is no such read model.</summary>
internal sealed record Cutoffs(
    Position? Accounts, Position? Transactions, Position? Ids, Position? Transfers, Position? Closings, Position? Search, Position? Users,
    Position? Matches)
{
    private static readonly Position End = new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whatever there is, counts.</summary>
    public static Cutoffs None { get; } = new(End, End, End, End, End, End, End, End);

    /// <summary>Of each projection, by its name.</summary>
    public IEnumerable<(string Projection, Position? At)> All =>
    [
        (AccountsProjection.Name, Accounts), (TransactionsProjection.Name, Transactions), (TransactionIdsProjection.Name, Ids),
        (TransfersProjection.Name, Transfers), (ClosingsProjection.Name, Closings), (SearchProjection.Name, Search),
        (UsersProjection.Name, Users), (MatchesProjection.Name, Matches),
    ];

    public Position First => All.Min(each => each.At ?? Position.Start);

    public Position Last => All.Max(each => each.At ?? Position.Start);

    public static Cutoffs Of(IReadModelSnapshot snapshot) => new(
        snapshot.PositionOf(AccountsProjection.Name),
        snapshot.PositionOf(TransactionsProjection.Name),
        snapshot.PositionOf(TransactionIdsProjection.Name),
        snapshot.PositionOf(TransfersProjection.Name),
        snapshot.PositionOf(ClosingsProjection.Name),
        snapshot.PositionOf(SearchProjection.Name),
        snapshot.PositionOf(UsersProjection.Name),
        snapshot.PositionOf(MatchesProjection.Name));
}
