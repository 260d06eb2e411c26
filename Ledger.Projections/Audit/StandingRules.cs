using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>Opening, freezing and closing of an account, and the closing of its books.</summary>
internal static class StandingRules
{
    public static void Take(AccountBook book, AccountEvent happened)
    {
        switch (happened)
        {
            case AccountOpened e:
                Open(book, e);
                break;
            case AccountFrozen:
                Change(book, Standing.Open, Standing.Frozen);
                break;
            case AccountUnfrozen:
                Change(book, Standing.Frozen, Standing.Open);
                break;
            case AccountClosed:
                Close(book);
                break;
            case BooksClosed e:
                CloseBooks(book, e);
                break;
        }
    }

    private static void Open(AccountBook book, AccountOpened e)
    {
        book.Require(book.Revision == 0 && book.Opened is null, FindingKinds.OpeningWrong, "It is opened again.");
        book.Require(e.AccountId == book.Id, FindingKinds.OpeningWrong, "It is the opening of another account.");
        book.Require(
            ReferenceEquals(e.OverdraftLimit.Currency, e.Currency) && e.OverdraftLimit.MinorUnits >= 0,
            FindingKinds.OpeningWrong,
            $"An overdraft limit of {e.OverdraftLimit} in an account of {e.Currency} is none.");
        book.Opened ??= e;
        (book.Currency, book.OwnerId, book.OverdraftLimit) = (e.Currency, e.OwnerId, e.OverdraftLimit.MinorUnits);
        book.Balance.Set(0);
        book.Held.Set(0);
        book.Stand(Standing.Open);
    }

    private static void Change(AccountBook book, Standing from, Standing to)
    {
        book.Require(!book.IsStandingKnown || book.Standing == from, FindingKinds.StandingWrong, $"It makes an account {Word(to)} that is {Word(book.Standing)}.");
        book.Stand(to);
    }

    private static void Close(AccountBook book)
    {
        book.Require(!book.Is(Standing.Closed), FindingKinds.StandingWrong, "It is closed again.");
        book.Require(!book.Balance.IsKnown || book.Balance.Value == 0, FindingKinds.StandingWrong, "It is closed, and money is in it.");
        book.Require(book.Open.Count == 0, FindingKinds.StandingWrong, "It is closed, and a hold, a transfer or a submission is open.");
        book.Stand(Standing.Closed);
    }

    private static void CloseBooks(AccountBook book, BooksClosed e)
    {
        var differs = ClosingRule.DifferenceOf(e, book);
        book.Require(differs is null, FindingKinds.BooksClosedWrong, $"Its {differs} does not follow from the events before it.");
        book.StateBalance(e.Balance, 0, FindingKinds.BooksClosedWrong);
        if (book.OverdraftLimit is null)
        {
            (book.OwnerId, book.OverdraftLimit) = (e.OwnerId, e.OverdraftLimit.MinorUnits);
        }

        if (!book.Open.IsComplete)
        {
            book.Open.Adopt(e);
            book.Held.Set(book.Open.Holds.Aggregate((Int128)0, (held, hold) => held + hold.Amount.MinorUnits));
        }

        if (!book.IsStandingKnown)
        {
            book.Stand(e.Standing ?? Standing.Open);
        }
    }

    public static string Word(Standing standing) => standing switch
    {
        Standing.Open => "open",
        Standing.Frozen => "frozen",
        _ => "closed",
    };
}
