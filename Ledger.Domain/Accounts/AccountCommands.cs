using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>An order to one account.</summary>
public abstract record AccountCommand;

public sealed record OpenAccount(string AccountId, Currency Currency, string? OwnerId, Money OverdraftLimit) : AccountCommand;

/// <param name="TransactionId">Made at the edge.</param>
/// <param name="Amount">More than zero.</param>
/// <param name="EffectiveAt">When it counts, in the past; <see langword="null"/> where that is when it is recorded.</param>
public sealed record DepositFunds(Guid TransactionId, Money Amount, DateTimeOffset? EffectiveAt, TransactionDetails Details) : AccountCommand;

/// <inheritdoc cref="DepositFunds"/>
public sealed record WithdrawFunds(Guid TransactionId, Money Amount, DateTimeOffset? EffectiveAt, TransactionDetails Details) : AccountCommand;
