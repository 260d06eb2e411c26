using Ledger.Api.Http.Problems;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Api.Accounts;

/// <summary>What stands against a command, as a problem. The one place where the domain's refusals meet HTTP.</summary>
internal static class Refusals
{
    public static Problem ProblemOf(Outcome<AccountEvent> outcome, string accountId) => outcome switch
    {
        Outcome<AccountEvent>.Rejected { Reason: var reason } => ProblemOf(reason, accountId),
        Outcome<AccountEvent>.KeyReused { TransactionId: var id } => new(
            ProblemKind.IdempotencyKeyReused, "The Idempotency-Key was used for another command on this account. A new command needs a new key.")
        {
            More = [("transactionId", id.ToString())],
        },
        Outcome<AccountEvent>.Contended => new(
            ProblemKind.ConcurrencyConflict, $"Other writers to account '{accountId}' were faster, again and again. Nothing was written; try again."),
        Outcome<AccountEvent>.Overloaded => new(
            ProblemKind.Overloaded, $"Too many commands wait for account '{accountId}'. Nothing was or will be written.")
        { RetryAfter = 1 },
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no refusal."),
    };

    private static Problem ProblemOf(Rejection reason, string accountId) => reason switch
    {
        AccountNotFound => new(ProblemKind.AccountNotFound, $"There is no account '{accountId}'."),
        AccountExists e => new(ProblemKind.AccountExists, $"Account '{accountId}' exists, and its {e.Differs} is another."),
        CurrencyMismatch e => new(ProblemKind.CurrencyMismatch, $"Account '{accountId}' is kept in {e.OfAccount}, and the amount is in {e.Asked}."),
        BalanceLimitExceeded e => new(ProblemKind.BalanceLimit, $"The balance of account '{accountId}' would leave ±{e.Limit}."),
        _ => throw new InvalidOperationException($"{reason.GetType().Name} has no problem to its name."),
    };
}
