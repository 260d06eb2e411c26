using Ledger.Domain.Kernel;
using static Ledger.Domain.Accounts.Answers;

namespace Ledger.Domain.Accounts;

/// <summary>
/// What happens to an account by itself: holds expire at their time, and what was submitted is decided. First the holds, so that what is
/// due finds the money that is free at its time.
/// </summary>
internal static class DueDecisions
{
    public static Due<AccountEvent>? Next(AccountState state, DateTimeOffset now)
    {
        if (state is not OpenedAccount account || (account.Holds.Count == 0 && account.Pending.Count == 0))
        {
            return null;
        }

        return account.Holds.Find(hold => hold.IsExpiredAt(now)) is { } expired
            ? new(new HoldExpired(expired.Id, account.Held - expired.Amount), expired.Id)
            : account.Pending.Count > 0 ? new(Decide(account.Pending[0], account), account.Pending[0].Id)
            : null;
    }

    private static TransactionEvent Decide(PendingTransaction pending, OpenedAccount account)
    {
        // What was said about it stands in its submission.
        var (id, amount, effectiveAt, details) = (pending.Id, pending.Amount, pending.EffectiveAt, Plain(new TransactionDetails()));
        var decision = pending.Type == SubmittedType.Deposit
            ? MovingDecisions.Deposit(new(id, amount, effectiveAt, details.Value, pending.Conversion), account)
            : MovingDecisions.Withdraw(new(id, amount, effectiveAt, details.Value, pending.Conversion), account);
        return decision switch
        {
            Decision<AccountEvent>.Accepted { Events: [FundsDeposited e] } => e with { Submitted = true },
            Decision<AccountEvent>.Accepted { Events: [FundsWithdrawn e] } => e with { Submitted = true },
            Decision<AccountEvent>.Accepted => Decline(DeclineReasons.InsufficientFunds),
            Decision<AccountEvent>.Rejected { Reason: var reason } => Decline(DeclineReasons.Of(reason)),
            _ => throw new InvalidOperationException("A decision is accepted or rejected."),
        };

        SubmissionDeclined Decline(string reason) =>
            new(id, pending.Type, amount, account.Balance, account.Available, reason, effectiveAt, details) { Conversion = pending.Conversion };
    }
}
