using Ledger.Domain.Accounts;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Matches;

internal sealed record NewMatch(
    Guid Id, Guid OfTransaction, MatchTarget Target, MatchGrounds Grounds, bool IsProposal, string AccountId, StoredEvent Event);

internal sealed record NewMember(Guid MatchId, Guid TransactionId, string AccountId, string MemberAccountId, long Revision);

internal sealed record NewStep(Guid MatchId, string Step, string? Reason, string AccountId, StoredEvent Event);

internal sealed class MatchesFold : IFold
{
    private static readonly TableShape<NewMatch> Matches = new TableShape<NewMatch>("matches")
        .Key("id", match => match.Id.ToString())
        .Text("account_id", match => match.AccountId)
        .Text("transaction_id", match => match.OfTransaction.ToString())
        .Number("is_proposal", match => match.IsProposal ? 1 : 0)
        .Text("user_id", match => match.Target.UserId)
        .Text("tolerance", match => match.Target.Tolerance)
        .Text("method", match => match.Grounds.Method)
        .Text("rule", match => match.Grounds.Rule)
        .Text("score", match => match.Grounds.Score)
        .Text("evidence", match => match.Grounds.Evidence.Value.Words)
        .Number("recorded_at", match => Microseconds.Of(match.Event.Metadata.RecordedAt))
        .Number("revision", match => match.Event.Recorded.Revision)
        .Number("commit_position", match => (long)match.Event.Recorded.Position.Commit)
        .Number("prepare_position", match => (long)match.Event.Recorded.Position.Prepare);

    private static readonly TableShape<NewMember> Members = new TableShape<NewMember>("match_members")
        .Key("match_id", member => member.MatchId.ToString())
        .Key("transaction_id", member => member.TransactionId.ToString())
        .Text("account_id", member => member.AccountId)
        .Text("member_account_id", member => member.MemberAccountId)
        .Number("revision", member => member.Revision);

    private static readonly TableShape<NewStep> Steps = new TableShape<NewStep>("match_steps")
        .Key("match_id", step => step.MatchId.ToString())
        .Key("step", step => step.Step)
        .Text("account_id", step => step.AccountId)
        .Text("reason", step => step.Reason)
        .Number("recorded_at", step => Microseconds.Of(step.Event.Metadata.RecordedAt))
        .Number("revision", step => step.Event.Recorded.Revision);

    private readonly List<NewMatch> _matches = [];
    private readonly List<NewMember> _members = [];
    private readonly List<NewStep> _steps = [];

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(Account.StreamPrefix, StringComparison.Ordinal) || e.Happened is not MatchEvent happened)
        {
            return;
        }

        // Everything that can fail comes before the first change.
        _ = e.Metadata;
        var accountId = e.Recorded.Stream.Value[Account.StreamPrefix.Length..];
        switch (happened)
        {
            case TransactionMatched { Accepted: true }:
                _steps.Add(new(happened.MatchId, MatchWords.Accepted, null, accountId, e));
                break;
            case TransactionMatched matched:
                Gather(new(matched.MatchId, matched.OfTransaction, matched.Target, matched.Grounds, IsProposal: false, accountId, e));
                break;
            case MatchProposed proposed:
                Gather(new(proposed.MatchId, proposed.OfTransaction, proposed.Target, proposed.Grounds, IsProposal: true, accountId, e));
                break;
            case TransactionUnmatched unmatched:
                _steps.Add(new(happened.MatchId, MatchWords.Undone, unmatched.Personal.Value.Reason, accountId, e));
                break;
            default:
                throw new InvalidOperationException($"There is no row for {happened.GetType().Name}.");
        }
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        transaction.Upsert(Matches, _matches);
        transaction.Upsert(Members, _members);
        transaction.Upsert(Steps, _steps);
    }

    private void Gather(NewMatch match)
    {
        _matches.Add(match);
        var revision = match.Event.Recorded.Revision;
        _members.Add(new(match.Id, match.OfTransaction, match.AccountId, match.AccountId, revision));
        _members.AddRange(match.Target.Others.Select(other => new NewMember(match.Id, other.TransactionId, match.AccountId, other.AccountId, revision)));
    }
}
