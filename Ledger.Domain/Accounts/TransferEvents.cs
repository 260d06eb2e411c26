using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

// A transfer is these facts in the two accounts, and nothing else. Its id is the id of the transaction that debits the source. From
// TransferSent to TransferSettled or TransferReturned its money is in flight.

/// <summary>The source was debited.</summary>
/// <param name="ReversalOf">Where the transfer takes an earlier one back: the transaction of this account that it reverses.</param>
/// <param name="ReversalAtTarget">Likewise, the transaction of the target.</param>
public sealed record TransferSent(
    Guid TransactionId,
    string ToAccountId,
    Money Amount,
    Money BalanceAfter,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal,
    Guid? ReversalOf = null,
    Guid? ReversalAtTarget = null)
    : TransactionEvent;

/// <summary>The source does not have the money.</summary>
public sealed record TransferDeclined(
    Guid TransactionId,
    string ToAccountId,
    Money Amount,
    Money Balance,
    Money Available,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal,
    Guid? ReversalOf = null)
    : TransactionEvent;

/// <summary>The target was credited: from here on the transfer stands.</summary>
public sealed record TransferReceived(
    Guid TransactionId,
    Guid TransferId,
    string FromAccountId,
    Money Amount,
    Money BalanceAfter,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal,
    Guid? ReversalOf = null)
    : TransactionEvent;

/// <summary>
/// The target cannot take the money: from here on the transfer has failed. It is recorded with the target, so that two who carry the
/// same transfer on can never disagree.
/// </summary>
/// <param name="Reason">As in the answers of the API: <c>account-closed</c>, <c>balance-limit</c>.</param>
public sealed record TransferRefused(
    Guid TransactionId,
    Guid TransferId,
    string FromAccountId,
    Money Amount,
    Money Balance,
    string Reason,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal,
    Guid? ReversalOf = null)
    : TransactionEvent;

/// <summary>The source knows that the money has arrived.</summary>
public sealed record TransferSettled(Guid TransferId, Guid CreditTransactionId) : AccountEvent;

/// <summary>The source was given back what the target refused.</summary>
/// <param name="ReversalOf">The transaction of this account that the transfer was to take back; it stands again.</param>
public sealed record TransferReturned(
    Guid TransactionId,
    Guid TransferId,
    string ToAccountId,
    Money Amount,
    Money BalanceAfter,
    string Reason,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal,
    Guid? ReversalOf = null)
    : TransactionEvent;
