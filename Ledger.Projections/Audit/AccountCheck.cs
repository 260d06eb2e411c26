using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>
/// The audit's own fold of an account: what is added up here comes from amounts alone, and every balance that an event states is held
/// against it. It shares nothing with the fold of the domain or with the projections.
/// </summary>
internal sealed class AccountCheck(string id, FindingList findings)
{
    private readonly string _stream = Account.StreamOf(id);
    // After a disagreement the next event shows which of the two it was built on; from there one goes on, and it is said once.
    private Int128? _alsoPossible;
    private bool _isBalanceKnown = true;
    private long _revision;

    public string Id => id;

    /// <summary>The opening; <see langword="null"/> where it was not seen.</summary>
    public AccountOpened? Opened { get; private set; }

    public Currency? Currency { get; private set; }

    /// <summary>In minor units; <see langword="null"/> where it is not known.</summary>
    public long? OverdraftLimit { get; private set; }

    public string? OwnerId { get; private set; }

    /// <summary>In minor units.</summary>
    public Int128 Balance { get; private set; }

    public bool IsBalanceKnown => _isBalanceKnown;

    /// <summary>Something of the history is not there: the next balance that is stated is taken as it is.</summary>
    public void LoseTrack() => (_isBalanceKnown, _alsoPossible) = (false, null);

    public void Take(object happened, long revision)
    {
        _revision = revision;
        switch (happened)
        {
            case AccountOpened e:
                Open(e);
                break;
            case FundsDeposited e:
                Move(e.Amount, e.Amount.MinorUnits, e.BalanceAfter);
                break;
            case FundsWithdrawn e:
                var before = _isBalanceKnown ? Balance : e.BalanceAfter.MinorUnits + (Int128)e.Amount.MinorUnits;
                Move(e.Amount, -(Int128)e.Amount.MinorUnits, e.BalanceAfter);
                Require(
                    OverdraftLimit is not { } limit || before + limit >= e.Amount.MinorUnits,
                    FindingKinds.Overdrawn,
                    $"{e.Amount} was taken, and the balance was {Text(before)}.");
                break;
            case WithdrawalDeclined e:
                Decline(e);
                break;
            case BooksClosed e:
                Close(e);
                break;
            default:
                Add(FindingKinds.EventUnknown, $"The audit has no rule for {happened.GetType().Name}.");
                LoseTrack();
                break;
        }
    }

    private void Open(AccountOpened e)
    {
        Require(_revision == 0 && Opened is null, FindingKinds.OpeningWrong, "It is opened again.");
        Require(e.AccountId == id, FindingKinds.OpeningWrong, "It is the opening of another account.");
        Require(
            ReferenceEquals(e.OverdraftLimit.Currency, e.Currency) && e.OverdraftLimit.MinorUnits >= 0,
            FindingKinds.OpeningWrong,
            $"An overdraft limit of {e.OverdraftLimit} in an account of {e.Currency} is none.");
        Opened ??= e;
        (Currency, OwnerId, OverdraftLimit) = (e.Currency, e.OwnerId, e.OverdraftLimit.MinorUnits);
        (Balance, _isBalanceKnown, _alsoPossible) = (0, true, null);
    }

    private void Move(Money amount, Int128 change, Money stated)
    {
        CheckAmount(amount);
        State(stated, change, FindingKinds.BalanceWrong);
    }

    private void Decline(WithdrawalDeclined e)
    {
        CheckAmount(e.Amount);
        State(e.Balance, 0, FindingKinds.DeclineWrong);
        Require(
            OverdraftLimit is not { } limit || e.Balance.MinorUnits + (Int128)limit == e.Available.MinorUnits,
            FindingKinds.DeclineWrong,
            $"It states {e.Available} as available, and that is not the balance and the overdraft limit.");
        Require(
            e.Amount.MinorUnits > e.Available.MinorUnits, FindingKinds.DeclineWrong, $"{e.Amount} was refused, and {e.Available} was available.");
    }

    private void Close(BooksClosed e)
    {
        var differs = ClosingRule.DifferenceOf(e, this);
        Require(differs is null, FindingKinds.BooksClosedWrong, $"Its {differs} does not follow from the events before it.");
        State(e.Balance, 0, FindingKinds.BooksClosedWrong);
        if (OverdraftLimit is null)
        {
            (OwnerId, OverdraftLimit) = (e.OwnerId, e.OverdraftLimit.MinorUnits);
        }
    }

    private void CheckAmount(Money amount)
    {
        Require(amount.MinorUnits > 0, FindingKinds.AmountWrong, $"An amount of {amount} moves nothing.");
        Require(
            Currency is null || ReferenceEquals(amount.Currency, Currency),
            FindingKinds.AmountWrong,
            $"An amount of {amount} stands in an account of {Currency}.");
    }

    /// <summary>Goes on by a change, to a balance that the event states.</summary>
    private void State(Money stated, Int128 change, string kind)
    {
        Currency ??= stated.Currency;
        if (!ReferenceEquals(stated.Currency, Currency))
        {
            Add(kind, $"It states a balance of {stated}, and the account is in {Currency}.");
        }

        var own = Balance + change;
        if (!_isBalanceKnown || own == stated.MinorUnits || _alsoPossible + change == stated.MinorUnits)
        {
            (Balance, _isBalanceKnown, _alsoPossible) = (stated.MinorUnits, true, null);
            return;
        }

        Add(kind, $"It states a balance of {stated}, and the amounts before it add up to {Text(own)}.");
        (Balance, _alsoPossible) = (own, stated.MinorUnits);
    }

    private void Require(bool holds, string kind, string detail)
    {
        if (!holds)
        {
            Add(kind, detail);
        }
    }

    private void Add(string kind, string detail) => findings.Add(kind, _stream, _revision, detail);

    private string Text(Int128 minorUnits) => Currency is not null && minorUnits == long.CreateSaturating(minorUnits)
        ? new Money((long)minorUnits, Currency).ToString()
        : $"{minorUnits} minor units";
}
