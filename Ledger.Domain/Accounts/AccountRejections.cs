using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

public sealed record AccountNotFound : Rejection;

/// <summary>The account was opened with other attributes than those asked for.</summary>
public sealed record AccountExists(string Differs) : Rejection;

public sealed record AccountIsFrozen : Rejection;

public sealed record AccountIsClosed : Rejection;

/// <summary>Money is in the account, or something is open.</summary>
public sealed record AccountNotEmpty(Money Balance, int Holds, int Transfers, int Pending) : Rejection;

public sealed record CurrencyMismatch(Currency OfAccount, Currency Asked) : Rejection;

/// <summary>The balance would leave ±<paramref name="Limit"/>.</summary>
public sealed record BalanceLimitExceeded(Money Balance, Money Limit) : Rejection;

/// <summary>Too many holds, transfers in flight and pending transactions are open.</summary>
public sealed record TooManyOpen(int Limit) : Rejection;

/// <summary>The hold was captured, released, or has expired.</summary>
public sealed record HoldNotOpen(Guid HoldId) : Rejection;

/// <summary>The hold would be over before it began.</summary>
public sealed record ExpiryHasPassed : Rejection;

/// <summary>The account that a transfer is to go to does not take it, by what is known before anything is debited.</summary>
public sealed record TargetRefuses(string AccountId, Rejection Reason) : Rejection;

/// <summary>The amount is to be converted when it is recorded, and no usable rate on or before the day is known.</summary>
public sealed record RateUnavailable(Money Amount, Currency Reporting, DateOnly Day) : Rejection;

/// <summary>More was to be captured than is held.</summary>
public sealed record CaptureExceedsHold(Money Held) : Rejection;
