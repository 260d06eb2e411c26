using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Problems;
using Ledger.Api.Transactions;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Transfers;

/// <summary>Makes transfers: debits the source, and has the rest done, which can be waited for as long as a client likes to.</summary>
internal sealed class TransferCoordinator(
    AccountOrders orders, TransferSteps steps, TransferTargets targets, TransferQueries transfers, TimeProvider time)
{
    /// <summary>So long a client waits for a transfer that is under way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<CommandAnswer> TransferAsync(TransferOrder order, Caller caller) => RunAsync(order, caller, (sent, _, end) =>
    {
        var answer = TransferAnswer.Of(
            end is null ? TransferWords.Pending : TransferWords.Completed,
            order.FromAccountId,
            sent,
            end is null ? null : ((TransactionEvent)end.Credit.Event).TransactionId);
        return new CommandAnswer(end is null ? 202 : 201, answer) { Location = $"/v1/transfers/{answer.Id}" };
    });

    /// <summary>Takes an earlier transfer back by one the other way, and answers one of its legs.</summary>
    /// <param name="answersTarget">Whether it is the leg of the target, since that is the one that was asked to be reversed.</param>
    public Task<CommandAnswer> ReverseAsync(TransferOrder order, Caller caller, bool answersTarget) => RunAsync(order, caller, (_, debit, end) =>
    {
        var leg = answersTarget && end is not null
            ? TransactionAnswer.Of(order.ToAccountId, end.Credit)
            : TransactionAnswer.Of(order.FromAccountId, debit);
        return new CommandAnswer(end is null ? 202 : 201, leg) { Location = $"/v1/transactions/{leg.Id}" };
    });

    private async Task<CommandAnswer> RunAsync(
        TransferOrder order, Caller caller, Func<TransferSent, Fact<AccountEvent>, TransferEnd?, CommandAnswer> answerOf)
    {
        var against = await targets.FindRefusalAsync(order.ToAccountId, order.Amount.Currency);
        var send = new SendTransfer(
            order.Id, order.ToAccountId, order.Amount, order.EffectiveAt, order.Details, order.Conversion, order.ReversalOf, order.ReversalAtTarget, against, order.Unconvertible);
        var outcome = await SendAsync(order, send, caller);
        if (outcome is not Outcome<AccountEvent>.Committed committed)
        {
            return CommandAnswer.Of(Refusals.ProblemOf(outcome, order.FromAccountId).With("transferId", order.Id.ToString()));
        }

        var acknowledged = new List<(string, Position)> { (order.FromAccountId, committed.Position) };
        CommandAnswer answer;
        if (committed.Events[0].Event is TransferDeclined declined)
        {
            answer = CommandAnswer.Of(Refusals.InsufficientFunds(
                order.FromAccountId, declined.TransactionId, declined.Amount, declined.Balance, declined.Available).With("transferId", declined.TransactionId.ToString()));
        }
        else
        {
            var sent = (TransferSent)committed.Events[0].Event;
            var end = await WaitAsync(steps.FinishAsync(order.FromAccountId, sent, caller.CorrelationId));
            if (end is not null)
            {
                acknowledged.Add((order.ToAccountId, end.CreditPosition));
            }

            if (end?.ReturnPosition is { } returned)
            {
                acknowledged.Add((order.FromAccountId, returned));
            }

            answer = end?.Credit.Event is TransferRefused refused
                ? CommandAnswer.Of(RefusedProblem(refused, order).With("transferId", sent.TransactionId.ToString()))
                : answerOf(sent, committed.Events[0], end);
        }

        return answer with { Acknowledged = acknowledged, IsReplayed = committed.Replayed };
    }

    /// <summary>
    /// A transfer that takes another back claims the credit of that one; where an earlier try has claimed it and was given back, it claims that
    /// try. So of several at once one comes about, whatever the read model says: it only tells which claim is next.
    /// </summary>
    private async Task<Outcome<AccountEvent>> SendAsync(TransferOrder order, SendTransfer send, Caller caller)
    {
        for (var claimed = order.ReversalOf; ;)
        {
            Guid? claim = claimed is { } of ? TransactionKeys.ClaimOf(AccountOrders.StreamOf(order.FromAccountId), Reversals.Claim, of) : null;
            var outcome = await orders.ExecuteAsync(order.FromAccountId, new(
                send, caller.CorrelationId, caller.Actor, order.Id, order.CommandHash, claim, order.IfRevision));
            if (outcome is not Outcome<AccountEvent>.Claimed { By.Event: TransferSent { TransactionId: var by } }
                || await transfers.FindAsync(by, CancellationToken.None) is not { Status: TransferWords.Returned })
            {
                return outcome;
            }

            claimed = by;
        }
    }

    private static Problem RefusedProblem(TransferRefused refused, TransferOrder order) => Refusals.ProblemOf(
        refused.Reason == DeclineReasons.AccountClosed
            ? new AccountIsClosed()
            : new BalanceLimitExceeded(refused.Balance, new Money(OpenedAccount.BalanceLimit, refused.Amount.Currency)),
        order.ToAccountId);

    /// <summary>The end, or null where it takes longer than a client is to wait.</summary>
    private async Task<TransferEnd?> WaitAsync(Task<TransferEnd> finish)
    {
        try
        {
            return await finish.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
