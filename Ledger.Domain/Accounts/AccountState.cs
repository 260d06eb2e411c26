using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>What the decider needs to know of an account, and no more: it is carried forward whole when the books are closed.</summary>
public abstract record AccountState
{
    /// <summary>Raised whenever the shape or the meaning of <see cref="OpenedAccount"/> changes, so that older closings are not trusted.</summary>
    public const int Version = 1;

    private protected AccountState()
    {
    }
}

/// <summary>Nothing has happened yet.</summary>
public sealed record UnopenedAccount : AccountState
{
    public static readonly UnopenedAccount Instance = new();
}

/// <param name="OverdraftLimit">How far below zero the balance may go.</param>
public sealed record OpenedAccount(string AccountId, Currency Currency, string? OwnerId, Money OverdraftLimit, Money Balance) : AccountState
{
    /// <summary>A balance stays within ±2^62 minor units.</summary>
    public const long BalanceLimit = 1L << 62;

    /// <summary>In minor units; with it, no balance that is allowed and no limit add up to more than 64 bits hold.</summary>
    public const long MaxOverdraftLimit = BalanceLimit - 1;

    /// <summary>What is set aside. There are no holds yet, so nothing is.</summary>
    public Money Held => Money.Zero(Currency);

    /// <summary>What can be taken: balance − held + overdraft limit.</summary>
    public Money Available => Balance - Held + OverdraftLimit;
}
