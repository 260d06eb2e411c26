using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Transactions;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.Matches;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Ledger.Projections.Users;

namespace Ledger.Api.Matching.Matches;

/// <summary>
/// Records matches and takes them back, in the history of the account whose transaction is matched. That a transaction has one match of a
/// kind at a time, a chain of claims sees to: the first claims the transaction, each later one the match before it, which was undone.
/// </summary>
internal sealed class MatchOrders(AccountOrders orders, MatchQueries matches, UserIndex users, FreshnessGate freshness) : IDisposable
{
    private const string Manual = "manual";

    // More users than fit a description in earnest.
    private const int Looked = 100;

    /// <summary>
    /// Transactions of several accounts are claimed in that of the first alone. Two matches that share another are kept apart by this, on
    /// this node, and by the read model.
    /// </summary>
    private readonly SemaphoreSlim _groups = new(1, 1);

    /// <summary>Records that a transaction is of a user. The read model is as new as what this node has acknowledged.</summary>
    public async Task<CommandAnswer> MatchUserAsync(TransactionRow row, UserRow user, long? ifRevision, Caller caller, CancellationToken cancellationToken)
    {
        var known = (await matches.OfTransactionAsync(row.Id, cancellationToken)).Where(match => match.UserId is not null).ToList();
        return StandingOf(known) is { } standing
            ? AlreadyMatched(row.Id, standing.Id)
            : await RecordAsync(
                row,
                new(user.Id, OpenItems<MatchedTransaction>.None),
                await GroundsAsync(row, user.Id, cancellationToken),
                Guid.CreateVersion7(),
                accepts: false,
                MatchClaims.UserOf(row.AccountId, BeforeOf(row, known)),
                ifRevision,
                caller);
    }

    /// <summary>Records that transactions belong together, which come to the same.</summary>
    public async Task<CommandAnswer> MatchTransactionsAsync(
        TransactionRow row, IReadOnlyList<TransactionRow> others, string? tolerance, long? ifRevision, HttpContext context, Caller caller)
    {
        await _groups.WaitAsync(context.RequestAborted);
        try
        {
            await freshness.EnsureAllAsync(context, MatchesProjection.Name);
            foreach (var member in others.Prepend(row))
            {
                if (StandingOf((await matches.OfTransactionAsync(member.Id, context.RequestAborted)).Where(match => match.UserId is null)) is { } standing)
                {
                    return AlreadyMatched(member.Id, standing.Id);
                }
            }

            var known = (await matches.OfTransactionAsync(row.Id, context.RequestAborted)).Where(match => match.UserId is null && match.TransactionId == row.Id);
            var answer = await RecordAsync(
                row,
                new(null, OpenItems.Of(others.Select(other => new MatchedTransaction(other.AccountId, Guid.Parse(other.Id)))), tolerance),
                new(Manual, null, null, new(null, new())),
                Guid.CreateVersion7(),
                accepts: false,
                MatchClaims.GroupOf(row.AccountId, BeforeOf(row, known)),
                ifRevision,
                caller);
            foreach (var (accountId, position) in answer.Acknowledged)
            {
                // Before the next one looks.
                freshness.Remember(accountId, position);
            }

            return answer;
        }
        finally
        {
            _groups.Release();
        }
    }

    /// <summary>Records what was proposed.</summary>
    public async Task<CommandAnswer> AcceptAsync(MatchRow proposed, TransactionRow row, Caller caller, CancellationToken cancellationToken)
    {
        var known = (await matches.OfTransactionAsync(row.Id, cancellationToken)).Where(match => match.UserId is not null).ToList();
        return StandingOf(known) is { } standing
            ? AlreadyMatched(row.Id, standing.Id)
            : await RecordAsync(
                row,
                new(proposed.UserId, OpenItems<MatchedTransaction>.None),
                new(proposed.Method, proposed.Rule, proposed.Score, new(null, new(proposed.Evidence))),
                Guid.Parse(proposed.Id),
                accepts: true,
                MatchClaims.UserOf(row.AccountId, BeforeOf(row, known)),
                ifRevision: null,
                caller);
    }

    /// <summary>Takes a match back, or a proposed one; again, it is answered as it was.</summary>
    public async Task<CommandAnswer> UndoAsync(MatchRow match, string? reason, Caller caller)
    {
        var id = Guid.Parse(match.Id);
        var outcome = await orders.ExecuteAsync(match.AccountId, new(
            new UnmatchTransaction(id, Guid.Parse(match.TransactionId), reason),
            caller.CorrelationId,
            caller.Actor,
            Claim: MatchClaims.UndoneOf(match.AccountId, id)));
        return outcome switch
        {
            Outcome<AccountEvent>.Committed { Events: [var fact, ..] } committed => Undone(fact, committed.Position),
            Outcome<AccountEvent>.Claimed { By: var fact } => Undone(fact, null),
            _ => CommandAnswer.Of(Refusals.ProblemOf(outcome, match.AccountId)),
        };

        CommandAnswer Undone(Fact<AccountEvent> fact, Position? position) => new(200, MatchAnswer.Of(match) with
        {
            Status = MatchWords.Undone,
            UndoneAt = fact.Metadata.RecordedAt,
            Reason = ((TransactionUnmatched)fact.Event).Personal.Value.Reason,
        })
        {
            Acknowledged = position is { } at ? [.. match.Members.Select(member => member.AccountId).Distinct(StringComparer.Ordinal).Select(account => (account, at))] : [],
        };
    }

    public void Dispose() => _groups.Dispose();

    private async Task<CommandAnswer> RecordAsync(
        TransactionRow row, MatchTarget target, MatchGrounds grounds, Guid id, bool accepts, Guid claim, long? ifRevision, Caller caller)
    {
        // What was proposed may have been taken back since it was looked at.
        var outcome = await orders.ExecuteAsync(row.AccountId, new(
            new MatchTransaction(id, Guid.Parse(row.Id), target, grounds, accepts),
            caller.CorrelationId,
            caller.Actor,
            Claim: claim,
            IfRevision: ifRevision,
            Unless: accepts ? MatchClaims.UndoneOf(row.AccountId, id) : null));
        return outcome switch
        {
            Outcome<AccountEvent>.Committed { Events: [var fact, ..] } committed => new(accepts ? 200 : 201, AnswerOf(row, target, grounds, id, accepts, fact))
            {
                Location = accepts ? null : $"/v1/matches?transactionId={row.Id}",
                Acknowledged = [.. target.Others.Select(other => other.AccountId).Append(row.AccountId).Distinct(StringComparer.Ordinal).Select(account => (account, committed.Position))],
            },
            Outcome<AccountEvent>.Claimed { By.Event: TransactionUnmatched } => CommandAnswer.Of(TakenBack),
            // Another node was faster, or the one before was not seen to be undone.
            Outcome<AccountEvent>.Claimed { By.Event: MatchEvent by } => AlreadyMatched(row.Id, by.MatchId.ToString()),
            _ => CommandAnswer.Of(Refusals.ProblemOf(outcome, row.AccountId)),
        };
    }

    private static MatchAnswer AnswerOf(TransactionRow row, MatchTarget target, MatchGrounds grounds, Guid id, bool accepted, Fact<AccountEvent> fact) => MatchAnswer.Of(new()
    {
        Id = id.ToString(),
        AccountId = row.AccountId,
        TransactionId = row.Id,
        Status = MatchWords.Recorded,
        UserId = target.UserId,
        Tolerance = target.Tolerance,
        Method = grounds.Method,
        Rule = grounds.Rule,
        Score = grounds.Score,
        Evidence = grounds.Evidence.Value.Words,
        RecordedAt = Microseconds.Of(fact.Metadata.RecordedAt),
        AcceptedAt = accepted ? Microseconds.Of(fact.Metadata.RecordedAt) : null,
        Members = [.. target.Others.Select(other => new MatchMemberRow { MatchId = id.ToString(), TransactionId = other.TransactionId.ToString(), AccountId = other.AccountId })],
    });

    /// <summary>A proposed match that was refused cannot be accepted any more.</summary>
    public static Problem TakenBack { get; } = Problem.Invalid("id", "names a match that was taken back");

    private static MatchRow? StandingOf(IEnumerable<MatchRow> known) => known.FirstOrDefault(match => match.Status == MatchWords.Recorded);

    /// <summary>What the next match must take, of those that were recorded for the transaction and undone.</summary>
    private static Guid BeforeOf(TransactionRow row, IEnumerable<MatchRow> known) =>
        Guid.Parse(known.Where(match => match.RecordedRevision is not null).MaxBy(match => match.RecordedRevision)?.Id ?? row.Id);

    private static CommandAnswer AlreadyMatched(string transactionId, string matchId) => CommandAnswer.Of(
        new(ProblemKind.AlreadyMatched, $"Transaction {transactionId} is matched by {matchId}; take that back first.") { More = [("matchId", matchId)] });

    /// <summary>What the description says of the user whom somebody named.</summary>
    private async Task<MatchGrounds> GroundsAsync(TransactionRow row, string userId, CancellationToken cancellationToken)
    {
        var found = row.Description is null ? null
            : (await users.MatchAsync(row.Description, Looked, 0, cancellationToken)).Users.FirstOrDefault(user => user.Id == userId);
        return FoundGrounds.Of(Manual, null, found);
    }
}
