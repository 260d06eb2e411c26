using Ledger.Api.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Api.Matching.Matches;

/// <summary>What matches claim, in the stream of the account; the audit knows it by the same names.</summary>
internal static class MatchClaims
{
    /// <param name="before">The match before it, which was undone; the transaction where there was none.</param>
    public static Guid UserOf(string accountId, Guid before) => Of(accountId, "match-user", before);

    /// <inheritdoc cref="UserOf"/>
    public static Guid GroupOf(string accountId, Guid before) => Of(accountId, "match-transactions", before);

    /// <summary>A user is proposed for a transaction once, whatever becomes of it.</summary>
    public static Guid ProposalOf(string accountId, Guid transactionId) => Of(accountId, "match-proposal", transactionId);

    public static Guid UndoneOf(string accountId, Guid matchId) => Of(accountId, "match-undone", matchId);

    private static Guid Of(string accountId, string what, Guid of) => TransactionKeys.ClaimOf(AccountOrders.StreamOf(accountId), what, of);
}
