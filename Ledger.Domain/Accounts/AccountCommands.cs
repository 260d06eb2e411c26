using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>An order to one account. Ids are made at the edge; amounts are more than zero.</summary>
public abstract record AccountCommand;

public sealed record OpenAccount(string AccountId, Currency Currency, string? OwnerId, Money OverdraftLimit) : AccountCommand;

public sealed record FreezeAccount(ReasonGiven Reason) : AccountCommand;

public sealed record UnfreezeAccount(ReasonGiven Reason) : AccountCommand;

public sealed record CloseAccount(ReasonGiven Reason) : AccountCommand;

/// <param name="EffectiveAt">When it counts, in the past; <see langword="null"/> where that is when it is recorded.</param>
/// <param name="Unconvertible">
/// That there is no conversion where there must be one. The account itself says so, since what stands in its history, or whether there is
/// such an account at all, comes first.
/// </param>
public sealed record DepositFunds(
    Guid TransactionId,
    Money Amount,
    DateTimeOffset? EffectiveAt,
    TransactionDetails Details,
    Conversion? Conversion = null,
    RateUnavailable? Unconvertible = null) : AccountCommand;

/// <inheritdoc cref="DepositFunds"/>
public sealed record WithdrawFunds(
    Guid TransactionId,
    Money Amount,
    DateTimeOffset? EffectiveAt,
    TransactionDetails Details,
    Conversion? Conversion = null,
    RateUnavailable? Unconvertible = null) : AccountCommand;

/// <summary>Takes a deposit or a withdrawal in, to be decided later and before anything that comes after it.</summary>
/// <inheritdoc cref="DepositFunds"/>
public sealed record SubmitTransaction(
    Guid TransactionId,
    SubmittedType Type,
    Money Amount,
    DateTimeOffset? EffectiveAt,
    TransactionDetails Details,
    Conversion? Conversion = null,
    RateUnavailable? Unconvertible = null) : AccountCommand;

/// <summary>Asks for nothing but that what is due happens.</summary>
public sealed record Prompt : AccountCommand
{
    public static readonly Prompt Instance = new();
}

/// <summary>Takes an earlier transaction of the account back.</summary>
/// <param name="IsDebit">Whether the account is debited by it, since the earlier one had credited it.</param>
public sealed record ReverseTransaction(
    Guid TransactionId, Guid ReversalOf, bool IsDebit, Money Amount, TransactionDetails Details, Conversion? Conversion = null) : AccountCommand;

/// <param name="Against">What stands against it by what is known of it alone; <see langword="null"/> for nothing.</param>
public sealed record PlaceHold(
    Guid HoldId, Money Amount, DateTimeOffset? ExpiresAt, TransactionDetails Details, Rejection? Against = null) : AccountCommand;

/// <param name="Amount">What is taken; the rest of the hold is let go.</param>
/// <inheritdoc cref="DepositFunds"/>
public sealed record CaptureHold(
    Guid TransactionId, Guid HoldId, Money Amount, Conversion? Conversion = null, RateUnavailable? Unconvertible = null) : AccountCommand;

public sealed record ReleaseHold(Guid HoldId) : AccountCommand;

/// <summary>The first step of a transfer, at the source.</summary>
/// <param name="Against">What is known to stand against it at the target; <see langword="null"/> for nothing.</param>
/// <inheritdoc cref="DepositFunds"/>
public sealed record SendTransfer(
    Guid TransactionId,
    string ToAccountId,
    Money Amount,
    DateTimeOffset? EffectiveAt,
    TransactionDetails Details,
    Conversion? Conversion = null,
    Guid? ReversalOf = null,
    Guid? ReversalAtTarget = null,
    Rejection? Against = null,
    RateUnavailable? Unconvertible = null) : AccountCommand;

/// <summary>The second step, at the target. It is never refused without a record.</summary>
public sealed record ReceiveTransfer(
    Guid TransactionId,
    Guid TransferId,
    string FromAccountId,
    Money Amount,
    DateTimeOffset? EffectiveAt,
    TransactionDetails Details,
    Conversion? Conversion = null,
    Guid? ReversalOf = null) : AccountCommand;

/// <summary>The last step, at the source, where the target has taken the money.</summary>
public sealed record SettleTransfer(Guid TransferId, Guid CreditTransactionId) : AccountCommand;

/// <summary>The last step, at the source, where the target has refused it.</summary>
/// <param name="TransactionId">Of the transaction that gives the money back.</param>
public sealed record ReturnTransfer(Guid TransactionId, Guid TransferId, string Reason) : AccountCommand;

/// <summary>Records what a transaction belongs to. Whether it may be recorded, its claim says.</summary>
/// <param name="Accepts">Whether it was proposed before, under this id.</param>
public sealed record MatchTransaction(Guid MatchId, Guid OfTransaction, MatchTarget Target, MatchGrounds Grounds, bool Accepts = false) : AccountCommand;

/// <summary>Proposes what a transaction may belong to.</summary>
public sealed record ProposeMatch(Guid MatchId, Guid OfTransaction, MatchTarget Target, MatchGrounds Grounds) : AccountCommand;

/// <summary>Takes a match back, or a proposed one.</summary>
public sealed record UnmatchTransaction(Guid MatchId, Guid OfTransaction, string? Reason) : AccountCommand;

/// <summary>Says what a transaction is in the reporting currency that was recorded without a rate.</summary>
public sealed record ConvertTransaction(Guid OfTransaction, Conversion Conversion) : AccountCommand;
