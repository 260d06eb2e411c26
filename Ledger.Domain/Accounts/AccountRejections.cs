using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

public sealed record AccountNotFound : Rejection;

/// <summary>The account was opened with other attributes than those asked for.</summary>
public sealed record AccountExists(string Differs) : Rejection;

public sealed record CurrencyMismatch(Currency OfAccount, Currency Asked) : Rejection;

/// <summary>The balance would leave ±<paramref name="Limit"/>.</summary>
public sealed record BalanceLimitExceeded(Money Balance, Money Limit) : Rejection;
