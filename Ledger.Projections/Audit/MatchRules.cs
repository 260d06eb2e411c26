using System.Globalization;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>A match says what belongs to what. That it can be taken and taken back once, its claims see to.</summary>
internal static class MatchRules
{
    public static void Take(AccountBook book, MatchEvent happened)
    {
        switch (happened)
        {
            case TransactionMatched e:
                Check(book, e.OfTransaction, e.Target, e.Grounds);
                break;
            case MatchProposed e:
                Check(book, e.OfTransaction, e.Target, e.Grounds);
                break;
        }
    }

    private static void Check(AccountBook book, Guid transaction, MatchTarget target, MatchGrounds grounds)
    {
        book.Require(target.UserId is null != (target.Others.Count == 0), FindingKinds.MatchWrong, "It names a user or other transactions, and not both.");
        book.Require(
            target.Others.Select(other => other.TransactionId).Append(transaction).Distinct().Count() == target.Others.Count + 1,
            FindingKinds.MatchWrong,
            "It names a transaction twice.");
        book.Require(
            grounds.Score is null
                || (decimal.TryParse(grounds.Score, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 1),
            FindingKinds.MatchWrong,
            "Its score is no number from 0 to 1.");
    }
}
