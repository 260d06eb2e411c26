using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>A past fact of one account.</summary>
public abstract record AccountEvent;

/// <summary>A fact about one transaction; it is one event of the history.</summary>
public abstract record TransactionEvent : AccountEvent
{
    public abstract Guid TransactionId { get; init; }

    public abstract Money Amount { get; init; }

    public abstract DateTimeOffset? EffectiveAt { get; init; }

    public abstract Personal<TransactionDetails> Personal { get; init; }
}

/// <param name="OverdraftLimit">How far below zero the balance may go; zero or more.</param>
public sealed record AccountOpened(string AccountId, Currency Currency, string? OwnerId, Money OverdraftLimit) : AccountEvent;

/// <param name="EffectiveAt">When it counts; <see langword="null"/> where that is when it was recorded.</param>
/// <param name="BalanceAfter">The balance that the deposit led to.</param>
public sealed record FundsDeposited(
    Guid TransactionId, Money Amount, Money BalanceAfter, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <inheritdoc cref="FundsDeposited"/>
public sealed record FundsWithdrawn(
    Guid TransactionId, Money Amount, Money BalanceAfter, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>A withdrawal that was refused for lack of funds. The refusal is history too; it moves nothing.</summary>
/// <param name="Balance">The balance that the refusal saw.</param>
/// <param name="Available">What could have been taken.</param>
public sealed record WithdrawalDeclined(
    Guid TransactionId, Money Amount, Money Balance, Money Available, DateTimeOffset? EffectiveAt, Personal<TransactionDetails> Personal)
    : TransactionEvent;

/// <summary>The whole state carried forward, so that what came before it need not be read.</summary>
/// <param name="StateVersion">The version of the state's shape; a closing of another version is passed over when an account is loaded.</param>
public sealed record BooksClosed(
    int StateVersion, string AccountId, Currency Currency, string? OwnerId, Money OverdraftLimit, Money Balance) : AccountEvent;

/// <summary>What a client says about a transaction.</summary>
/// <param name="Metadata">A JSON object as text, kept as it came; <see langword="null"/> where there is none.</param>
public sealed record TransactionDetails(string? Description = null, string? Reference = null, string? Metadata = null);
