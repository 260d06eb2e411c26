using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>Money was set aside.</summary>
/// <param name="HeldAfter">What is set aside altogether from then on; so in the other events of holds.</param>
/// <param name="ExpiresAt">When it is let go by itself; <see langword="null"/> for never.</param>
public sealed record HoldPlaced(
    Guid HoldId, Money Amount, Money HeldAfter, DateTimeOffset? ExpiresAt, Personal<TransactionDetails> Personal) : AccountEvent;

/// <summary>Money could not be set aside for lack of funds.</summary>
public sealed record HoldDeclined(Guid HoldId, Money Amount, Money Balance, Money Available, Personal<TransactionDetails> Personal)
    : AccountEvent;

/// <summary>Money that was set aside was taken, wholly or in part; what remained of the hold was let go.</summary>
public sealed record HoldCaptured(
    Guid TransactionId,
    Guid HoldId,
    Money Amount,
    Money BalanceAfter,
    Money HeldAfter,
    DateTimeOffset? EffectiveAt,
    Personal<TransactionDetails> Personal)
    : TransactionEvent;

public sealed record HoldReleased(Guid HoldId, Money HeldAfter) : AccountEvent;

/// <summary>A hold was let go by itself, before anything that was recorded at its time or later.</summary>
public sealed record HoldExpired(Guid HoldId, Money HeldAfter) : AccountEvent;
