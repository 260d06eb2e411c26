using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>A past fact of one account.</summary>
public abstract record AccountEvent;

/// <param name="OverdraftLimit">How far below zero the balance may go; zero or more.</param>
public sealed record AccountOpened(string AccountId, Currency Currency, string? OwnerId, Money OverdraftLimit) : AccountEvent;

/// <summary>From here on nothing leaves the account; credits still come in.</summary>
public sealed record AccountFrozen(Personal<ReasonGiven> Personal) : AccountEvent;

public sealed record AccountUnfrozen(Personal<ReasonGiven> Personal) : AccountEvent;

/// <summary>Nothing moves any more.</summary>
public sealed record AccountClosed(Personal<ReasonGiven> Personal) : AccountEvent;

/// <summary>The whole state carried forward, so that what came before it need not be read.</summary>
/// <param name="StateVersion">The version of the state's shape; a closing of a version that is not known is passed over when an account is loaded.</param>
/// <param name="Standing"><see langword="null"/> for an open account.</param>
/// <param name="Holds"><see langword="null"/> where there are none; so the other two.</param>
public sealed record BooksClosed(
    int StateVersion,
    string AccountId,
    Currency Currency,
    string? OwnerId,
    Money OverdraftLimit,
    Money Balance,
    Standing? Standing = null,
    OpenItems<OpenHold>? Holds = null,
    OpenItems<TransferInFlight>? Transfers = null,
    OpenItems<PendingTransaction>? Pending = null) : AccountEvent;
