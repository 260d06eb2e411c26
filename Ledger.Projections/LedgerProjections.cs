using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;
using Ledger.Projections.Closings;
using Ledger.Projections.Engine;
using Ledger.Projections.Matches;
using Ledger.Projections.Search;
using Ledger.Projections.TransactionIds;
using Ledger.Projections.Transactions;
using Ledger.Projections.Transfers;
using Ledger.Projections.Users;

namespace Ledger.Projections;

/// <summary>The projections of a ledger, in the order in which they are shown.</summary>
public static class LedgerProjections
{
    /// <param name="reporting">The currency that transactions of others are converted to.</param>
    public static IReadOnlyList<IProjection> All(Currency reporting) =>
    [
        new AccountsProjection(),
        new TransactionsProjection(reporting),
        new TransfersProjection(),
        new TransactionIdsProjection(),
        new ClosingsProjection(),
        new SearchProjection(),
        new UsersProjection(),
        new MatchesProjection(),
    ];
}
