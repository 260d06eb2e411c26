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
        Outcome<AccountEvent>.RevisionDiffers { Actual: < 0 } => ProblemOf(new AccountNotFound(), accountId),
        Outcome<AccountEvent>.RevisionDiffers { Actual: var actual } => new(
            ProblemKind.RevisionMismatch, $"Account '{accountId}' stands at revision {actual}. Nothing was written.")
        {
            More = [("revision", actual)],
        },
        Outcome<AccountEvent>.Claimed { By.Event: TransactionEvent by } => new(
            ProblemKind.AlreadyReversed, $"It was reversed by transaction {by.TransactionId}.")
        {
            More = [("transactionId", by.TransactionId.ToString())],
        },
        Outcome<AccountEvent>.Contended => CrowdedProblems.Contended($"account '{accountId}'"),
        Outcome<AccountEvent>.Overloaded => CrowdedProblems.Overloaded($"account '{accountId}'"),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no refusal."),
    };

    /// <summary>A refusal for lack of funds, which is recorded.</summary>
    public static Problem InsufficientFunds(string accountId, Guid transactionId, Money asked, Money balance, Money available) => new(
        ProblemKind.InsufficientFunds, $"Account '{accountId}' has {available} available, and {asked} was asked for. The refusal is recorded.")
    {
        More =
        [
            ("transactionId", transactionId.ToString()),
            ("balance", MoneyText.Amount(balance)),
            ("available", MoneyText.Amount(available)),
        ],
    };

    public static Problem ProblemOf(Rejection reason, string accountId) => reason switch
    {
        TargetRefuses e => ProblemOf(e.Reason, e.AccountId),
        AccountIsFrozen => new(ProblemKind.AccountFrozen, $"Account '{accountId}' is frozen: nothing leaves it."),
        AccountIsClosed => new(ProblemKind.AccountClosed, $"Account '{accountId}' is closed."),
        AccountNotEmpty e => new(
            ProblemKind.AccountNotEmpty,
            $"Account '{accountId}' cannot be closed: its balance is {e.Balance}; open holds: {e.Holds}, transfers in flight: {e.Transfers}, pending transactions: {e.Pending}. All of these have to be zero."),
        TooManyOpen e => new(
            ProblemKind.TooManyOpen, $"Account '{accountId}' has {e.Limit} holds, transfers in flight and pending transactions, and takes no more for now."),
        HoldNotOpen e => new(ProblemKind.HoldNotOpen, $"Hold {e.HoldId} was captured, released, or has expired."),
        ExpiryHasPassed => Problem.Invalid("expiresAt", "must lie in the future"),
        CaptureExceedsHold e => Problem.Invalid("amount", $"is more than the {e.Held} that are held"),
        AccountNotFound => new(ProblemKind.AccountNotFound, $"There is no account '{accountId}'."),
        AccountExists e => new(ProblemKind.AccountExists, $"Account '{accountId}' exists, and its {e.Differs} is another."),
        CurrencyMismatch e => new(ProblemKind.CurrencyMismatch, $"Account '{accountId}' is kept in {e.OfAccount}, and the amount is in {e.Asked}."),
        RateUnavailable e => new(
            ProblemKind.RateUnavailable,
            $"{e.Amount} cannot be converted to {e.Reporting}: no usable rate on or before {e.Day:yyyy-MM-dd} is known. Nothing was written."),
        BalanceLimitExceeded e => new(ProblemKind.BalanceLimit, $"The balance of account '{accountId}' would leave ±{e.Limit}."),
        _ => throw new InvalidOperationException($"{reason.GetType().Name} has no problem to its name."),
    };
}
