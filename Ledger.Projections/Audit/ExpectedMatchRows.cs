using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>The rows of matches, from the events alone; each is of one event.</summary>
internal static class ExpectedMatchRows
{
    /// <summary>Writes the row of <c>matches</c>; false where the event leads to none.</summary>
    public static bool Match(IRowSink row, AuditedEvent e, string accountId)
    {
        var (match, target, grounds) = Stated(e.Happened);
        if (match is null)
        {
            return false;
        }

        row.Add(match.MatchId);
        row.Add(accountId);
        row.Add(match.OfTransaction);
        row.Add(match is MatchProposed ? 1 : 0);
        row.Add(target!.UserId);
        row.Add(target.Tolerance);
        row.Add(grounds!.Method);
        row.Add(grounds.Rule);
        row.Add(grounds.Score);
        row.Add(grounds.Evidence.Value.Words);
        row.Add(ExpectedRows.Micros(e.Metadata!.Value.Values.RecordedAt));
        row.Add(e.Recorded.Revision);
        row.Add((long)e.Recorded.Position.Commit);
        row.Add((long)e.Recorded.Position.Prepare);
        return true;
    }

    /// <summary>The transactions that an event brings together, each with its account; none where it brings none.</summary>
    public static IEnumerable<MatchedTransaction> MembersOf(AuditedEvent e, string accountId) =>
        Stated(e.Happened) is ({ } match, { } target, _) ? target.Others.Prepend(new(accountId, match.OfTransaction)) : [];

    public static void Member(IRowSink row, AuditedEvent e, string accountId, MatchedTransaction member)
    {
        row.Add(((MatchEvent)e.Happened!).MatchId);
        row.Add(member.TransactionId);
        row.Add(accountId);
        row.Add(member.AccountId);
        row.Add(e.Recorded.Revision);
    }

    /// <summary>Writes the row of <c>match_steps</c>; false where the event leads to none.</summary>
    public static bool Step(IRowSink row, AuditedEvent e, string accountId)
    {
        if (e.Happened is not (TransactionMatched { Accepted: true } or TransactionUnmatched))
        {
            return false;
        }

        var undone = e.Happened as TransactionUnmatched;
        row.Add(((MatchEvent)e.Happened).MatchId);
        row.Add(undone is null ? "accepted" : "undone");
        row.Add(accountId);
        row.Add(undone?.Personal.Value.Reason);
        row.Add(ExpectedRows.Micros(e.Metadata!.Value.Values.RecordedAt));
        row.Add(e.Recorded.Revision);
        return true;
    }

    private static (MatchEvent? Match, MatchTarget? Target, MatchGrounds? Grounds) Stated(object? happened) => happened switch
    {
        TransactionMatched { Accepted: not true } e => (e, e.Target, e.Grounds),
        MatchProposed e => (e, e.Target, e.Grounds),
        _ => default,
    };
}
