using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>What the decider needs to know of an account, and no more: it is carried forward whole when the books are closed.</summary>
public abstract record AccountState
{
    /// <summary>Raised whenever the shape or the meaning of <see cref="OpenedAccount"/> changes, so that older closings are not trusted.</summary>
    public const int Version = 2;

    /// <summary>The oldest version whose closings mean what they say: the members that it lacks did not exist then.</summary>
    public const int OldestVersion = 1;

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

    /// <summary>How many holds, transfers in flight and pending transactions may be open together.</summary>
    public const int MaxOpenItems = 1000;

    public Standing Standing { get; init; } = Standing.Open;

    /// <summary>What is set aside by holds, the ones that are due to expire included.</summary>
    public Money Held { get; init; } = Money.Zero(Currency);

    public OpenItems<OpenHold> Holds { get; init; } = OpenItems<OpenHold>.None;

    /// <summary>Transfers from here whose money has not arrived for all that is known here.</summary>
    public OpenItems<TransferInFlight> Transfers { get; init; } = OpenItems<TransferInFlight>.None;

    /// <summary>What was submitted and not decided yet, the oldest first.</summary>
    public OpenItems<PendingTransaction> Pending { get; init; } = OpenItems<PendingTransaction>.None;

    /// <summary>What can be taken: balance − held + overdraft limit.</summary>
    public Money Available => Balance - Held + OverdraftLimit;

    public int OpenCount => Holds.Count + Transfers.Count + Pending.Count;

    /// <summary>What is set aside at a time: a hold that has expired by then is left out, also where nobody has recorded it yet.</summary>
    public Money HeldAt(DateTimeOffset time)
    {
        var held = Held;
        foreach (var hold in Holds)
        {
            held = hold.IsExpiredAt(time) ? held - hold.Amount : held;
        }

        return held;
    }
}

/// <summary>What an account may do.</summary>
public enum Standing
{
    Open,
    Frozen,
    Closed,
}

public sealed record OpenHold(Guid Id, Money Amount, DateTimeOffset? ExpiresAt)
{
    public bool IsExpiredAt(DateTimeOffset time) => ExpiresAt <= time;
}

public sealed record TransferInFlight(Guid Id, string ToAccountId, Money Amount, Conversion? Conversion, Guid? ReversalOf);

public sealed record PendingTransaction(Guid Id, SubmittedType Type, Money Amount, DateTimeOffset? EffectiveAt, Conversion? Conversion);
