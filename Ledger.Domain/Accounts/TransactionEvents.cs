using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>A fact about one transaction; it is one event of the history, or two where it was submitted first and decided later.</summary>
public abstract record TransactionEvent : AccountEvent
{
    public abstract Guid TransactionId { get; init; }

    public abstract Money Amount { get; init; }

    /// <summary>When it counts; <see langword="null"/> where that is when it was recorded.</summary>
    public abstract DateTimeOffset? EffectiveAt { get; init; }

    public abstract Personal<TransactionDetails> Personal { get; init; }

    /// <summary>The amount in the reporting currency; <see langword="null"/> where it is in that currency, or no rate is known.</summary>
    public Conversion? Conversion { get; init; }
}

/// <param name="BalanceAfter">The balance that the deposit led to.</param>
/// <param name="Submitted">True where it was submitted before, with all that was said about it; <see langword="null"/> where it was not.</param>
public sealed record FundsDeposited(
    Guid TransactionId, Money Amount, Money BalanceAfter, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal, bool? Submitted = null)
    : TransactionEvent;

/// <inheritdoc cref="FundsDeposited"/>
public sealed record FundsWithdrawn(
    Guid TransactionId, Money Amount, Money BalanceAfter, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal, bool? Submitted = null)
    : TransactionEvent;

/// <summary>A withdrawal that was refused for lack of funds. The refusal is history too; it moves nothing.</summary>
/// <param name="Balance">The balance that the refusal saw.</param>
/// <param name="Available">What could have been taken.</param>
public sealed record WithdrawalDeclined(
    Guid TransactionId, Money Amount, Money Balance, Money Available, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>A deposit or a withdrawal was taken in; it is decided before anything else that comes to the account later.</summary>
public sealed record TransactionSubmitted(
    Guid TransactionId, SubmittedType Type, Money Amount, Money Balance, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>What was submitted was refused.</summary>
/// <param name="Reason">As in the answers of the API: <c>insufficient-funds</c>, <c>account-frozen</c>, <c>balance-limit</c>.</param>
public sealed record SubmissionDeclined(
    Guid TransactionId,
    SubmittedType Type,
    Money Amount,
    Money Balance,
    Money Available,
    string Reason,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>Money came back that an earlier transaction had taken.</summary>
/// <param name="ReversalOf">The earlier transaction.</param>
public sealed record ReversalCredited(
    Guid TransactionId, Guid ReversalOf, Money Amount, Money BalanceAfter, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>Money was taken back that an earlier transaction had brought.</summary>
/// <inheritdoc cref="ReversalCredited"/>
public sealed record ReversalDebited(
    Guid TransactionId, Guid ReversalOf, Money Amount, Money BalanceAfter, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>Money could not be taken back for lack of funds; it may be tried again.</summary>
public sealed record ReversalDeclined(
    Guid TransactionId, Guid ReversalOf, Money Amount, Money Balance, Money Available, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>A transaction that was recorded without a rate got one.</summary>
/// <param name="OfTransaction">The transaction, of the same account.</param>
public sealed record TransactionConverted(Guid OfTransaction, Conversion Conversion) : AccountEvent;

/// <summary>What a client says about a transaction.</summary>
/// <param name="Metadata">A JSON object as text, kept as it came; <see langword="null"/> where there is none.</param>
public sealed record TransactionDetails(string? Description = null, string? Reference = null, string? Metadata = null);

/// <summary>What can be submitted to be decided later.</summary>
public enum SubmittedType
{
    Deposit,
    Withdrawal,
}
