using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Rates;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Api.Transactions;

/// <summary>Deposits and withdrawals on their way to the accounts: single ones, items of batches, and those to be decided later.</summary>
internal sealed class TransactionPosting(AccountOrders orders, IConversions conversions, SubmissionBacklog backlog, TimeProvider time)
{
    /// <param name="key">The client's idempotency key; <see langword="null"/> where it gave none.</param>
    /// <param name="deferred">Whether it is to be made durable now and decided later.</param>
    /// <exception cref="Http.Problems.ProblemException">Something is wrong with the request.</exception>
    public async Task<CommandAnswer> PostAsync(PostTransactionRequest request, string? key, bool deferred, long? ifRevision, Caller caller)
    {
        var asked = request.Check(time.GetUtcNow());
        var id = key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(AccountOrders.StreamOf(asked.AccountId), key);
        var hash = key is null ? null : CommandNorm.HashOf(key, asked.TypeName, asked.AccountId, asked.Amount, asked.EffectiveAt, asked.Details);
        var found = conversions.Of(asked.Amount, asked.EffectiveAt ?? time.GetUtcNow());
        if (!deferred)
        {
            AccountCommand command = asked.Type == SubmittedType.Deposit
                ? new DepositFunds(id, asked.Amount, asked.EffectiveAt, asked.Details, found.Conversion, found.Unconvertible)
                : new WithdrawFunds(id, asked.Amount, asked.EffectiveAt, asked.Details, found.Conversion, found.Unconvertible);
            return AnswerOf(asked.AccountId, await orders.ExecuteAsync(
                asked.AccountId, new(command, caller.CorrelationId, caller.Actor, id, hash, IfRevision: ifRevision)));
        }

        if (!backlog.TryEnter())
        {
            return CommandAnswer.Of(SubmissionBacklog.Full);
        }

        var entered = false;
        try
        {
            var submit = new SubmitTransaction(id, asked.Type, asked.Amount, asked.EffectiveAt, asked.Details, found.Conversion, found.Unconvertible);
            var outcome = await orders.ExecuteAsync(
                asked.AccountId, new(submit, caller.CorrelationId, caller.Actor, id, hash, IfRevision: ifRevision));
            if (outcome is Outcome<AccountEvent>.Committed { Replayed: false })
            {
                entered = true;
                backlog.Add(asked.AccountId);
            }

            return AnswerOf(asked.AccountId, outcome);
        }
        finally
        {
            if (!entered)
            {
                backlog.Leave();
            }
        }
    }

    /// <summary>What a transaction's outcome is answered: it, or why there is none.</summary>
    public static CommandAnswer AnswerOf(string accountId, Outcome<AccountEvent> outcome)
    {
        if (outcome is not Outcome<AccountEvent>.Committed committed)
        {
            return CommandAnswer.Of(Refusals.ProblemOf(outcome, accountId));
        }

        var fact = committed.Events[0];
        var answer = RefusalOf(fact.Event, accountId) is { } problem ? CommandAnswer.Of(problem)
            : new CommandAnswer(fact.Event is TransactionSubmitted ? 202 : 201, TransactionAnswer.Of(accountId, fact))
            {
                Location = $"/v1/transactions/{((TransactionEvent)fact.Event).TransactionId}",
                IsDeferred = fact.Event is TransactionSubmitted,
            };
        return answer with { Acknowledged = [(accountId, committed.Position)], IsReplayed = committed.Replayed };
    }

    private static Http.Problems.Problem? RefusalOf(AccountEvent happened, string accountId) => happened switch
    {
        WithdrawalDeclined e => Refusals.InsufficientFunds(accountId, e.TransactionId, e.Amount, e.Balance, e.Available),
        ReversalDeclined e => Refusals.InsufficientFunds(accountId, e.TransactionId, e.Amount, e.Balance, e.Available),
        _ => null,
    };
}
