using System.Runtime.CompilerServices;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>What the audit keeps of an account, and what it says where an event does not follow from it.</summary>
internal sealed class AccountBook(string id, FindingList findings)
{
    private readonly string _stream = Account.StreamOf(id);

    public string Id => id;

    /// <summary>Of the event that is looked at.</summary>
    public long Revision { get; set; }

    /// <summary>The opening; <see langword="null"/> where it was not seen.</summary>
    public AccountOpened? Opened { get; set; }

    public Currency? Currency { get; set; }

    /// <summary>In minor units; <see langword="null"/> where it is not known.</summary>
    public long? OverdraftLimit { get; set; }

    public string? OwnerId { get; set; }

    public Tally Balance { get; } = new();

    /// <summary>What is set aside by holds.</summary>
    public Tally Held { get; } = new();

    public OpenItemsCheck Open { get; } = new();

    public Standing Standing { get; private set; }

    public bool IsStandingKnown { get; private set; } = true;

    public void Stand(Standing standing) => (Standing, IsStandingKnown) = (standing, true);

    /// <summary>Whether the account is known to stand so.</summary>
    public bool Is(Standing standing) => IsStandingKnown && Standing == standing;

    public void LoseTrack()
    {
        Balance.LoseTrack();
        Held.LoseTrack();
        Open.LoseTrack();
        IsStandingKnown = false;
    }

    /// <summary>What can be taken of a balance; <see langword="null"/> where the limit is not known. A hold that is not known takes nothing away.</summary>
    public Int128? AvailableOf(Int128 balance) => balance + OverdraftLimit - (Held.IsKnown ? Held.Value : 0);

    public void Credit(Money amount, Money balanceAfter)
    {
        CheckAmount(amount);
        CheckOpen(isDebit: false);
        StateBalance(balanceAfter, amount.MinorUnits, FindingKinds.BalanceWrong);
    }

    /// <summary>A debit that needs the money to be there.</summary>
    public void Debit(Money amount, Money balanceAfter)
    {
        CheckAmount(amount);
        CheckOpen(isDebit: true);
        var before = Balance.IsKnown ? Balance.Value : balanceAfter.MinorUnits + (Int128)amount.MinorUnits;
        StateBalance(balanceAfter, -(Int128)amount.MinorUnits, FindingKinds.BalanceWrong);
        CheckFunds(amount, before);
    }

    /// <param name="balance">In minor units, before the money is taken or set aside.</param>
    public void CheckFunds(Money amount, Int128 balance) => Require(
        AvailableOf(balance) is not { } available || available >= amount.MinorUnits,
        FindingKinds.Overdrawn,
        $"{amount} was taken, and the balance was {Text(balance)}.");

    public void CheckAmount(Money amount)
    {
        Require(amount.MinorUnits > 0, FindingKinds.AmountWrong, $"An amount of {amount} moves nothing.");
        Require(
            Currency is null || ReferenceEquals(amount.Currency, Currency),
            FindingKinds.AmountWrong,
            $"An amount of {amount} stands in an account of {Currency}.");
    }

    /// <summary>Nothing moves in a closed account, and nothing leaves a frozen one or is set aside in it.</summary>
    public void CheckOpen(bool isDebit)
    {
        Require(!Is(Standing.Closed), FindingKinds.StandingWrong, "The account is closed.");
        Require(!isDebit || !Is(Standing.Frozen), FindingKinds.StandingWrong, "The account is frozen.");
    }

    public void StateBalance(Money stated, Int128 change, string kind) => State(Balance, stated, change, kind, "balance");

    /// <param name="change"><see langword="null"/> where the hold that ends is not known.</param>
    public void StateHeld(Money stated, Int128? change) => State(Held, stated, change, FindingKinds.HoldWrong, "held amount");

    public void Require(bool holds, string kind, string detail)
    {
        if (!holds)
        {
            Add(kind, detail);
        }
    }

    public void Require(bool holds, string kind, [InterpolatedStringHandlerArgument(nameof(holds))] ref Detail detail)
    {
        if (!holds)
        {
            Add(kind, detail.ToStringAndClear());
        }
    }

    public void Add(string kind, string detail) => findings.Add(kind, _stream, Revision, detail);

    private void State(Tally tally, Money stated, Int128? change, string kind, string what)
    {
        Currency ??= stated.Currency;
        if (!ReferenceEquals(stated.Currency, Currency))
        {
            Add(kind, $"It states a {what} of {stated}, and the account is in {Currency}.");
        }

        if (!tally.Take(change, stated.MinorUnits))
        {
            Add(kind, $"It states a {what} of {stated}, and the amounts before it add up to {Text(tally.Value)}.");
        }
    }

    private string Text(Int128 minorUnits) => Currency is not null && minorUnits == long.CreateSaturating(minorUnits)
        ? new Money((long)minorUnits, Currency).ToString()
        : $"{minorUnits} minor units";
}
