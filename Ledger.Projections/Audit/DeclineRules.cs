using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>A refusal for lack of funds: it saw the balance that was there, and what it refused could not be carried out.</summary>
internal static class DeclineRules
{
    public static void Take(AccountBook book, Money amount, Money balance, Money available)
    {
        book.CheckAmount(amount);
        See(book, balance, available);
        book.Require(
            amount.MinorUnits > available.MinorUnits, FindingKinds.DeclineWrong, $"{amount} was refused, and {available} was available.");
    }

    /// <summary>Holds the figures that a refusal states against those that were there.</summary>
    public static void See(AccountBook book, Money balance, Money available)
    {
        book.StateBalance(balance, 0, FindingKinds.DeclineWrong);
        book.Require(
            !book.Held.IsKnown || book.AvailableOf(balance.MinorUnits) is not { } own || own == available.MinorUnits,
            FindingKinds.DeclineWrong,
            $"It states {available} as available, and that is not the balance without what is held and with the overdraft limit.");
    }
}
