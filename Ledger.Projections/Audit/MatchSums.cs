using System.Runtime.InteropServices;

namespace Ledger.Projections.Audit;

/// <summary>The rows of an account in the three tables of matches, as sums.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MatchSums(RowSum Matches, RowSum Members, RowSum Steps)
{
    public MatchSums Take(AuditedEvent e, string accountId, RowHash hash)
    {
        var (matches, members, steps) = this;
        if (ExpectedMatchRows.Match(hash, e, accountId))
        {
            matches = matches.Add(hash.Finish());
        }

        foreach (var member in ExpectedMatchRows.MembersOf(e, accountId))
        {
            ExpectedMatchRows.Member(hash, e, accountId, member);
            members = members.Add(hash.Finish());
        }

        if (ExpectedMatchRows.Step(hash, e, accountId))
        {
            steps = steps.Add(hash.Finish());
        }

        return new(matches, members, steps);
    }
}
