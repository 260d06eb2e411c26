namespace Ledger.Tests.Model;

/// <summary>The rules of the ledger, written down a second time.</summary>
internal static class ModelRules
{
    public static (MoneyModel After, string Answer) Decide(MoneyModel model, ModelAccount account, Act act) => act.Ask switch
    {
        Ask.Deposit => Credit(model, account, act),
        Ask.Withdraw => Debit(model, account, act),
        Ask.SubmitDeposit or Ask.SubmitWithdrawal => Submit(model, account, act),
        Ask.Hold => Hold(model, account, act),
        Ask.Capture => Capture(model, account, act),
        Ask.Release => account.Holds.ContainsKey(act.Of!.Value) && account with { Holds = account.Holds.Remove(act.Of.Value) } is var less
            ? (model.With(act.Account, less), $"held {less.Held}")
            : (model, "rejected HoldNotOpen"),
        Ask.Reverse => Reversed(act.IsDebit ? Debit(model, account, act) : Credit(model, account, act), act, "posted"),
        Ask.Transfer => Send(model, account, act),
        Ask.ReverseTransfer => Reversed(Send(model, account, act), act, "sent"),
        Ask.Freeze => account.Standing == "closed" ? (model, "rejected AccountIsClosed") : (model.With(act.Account, account with { Standing = "frozen" }), "done"),
        Ask.Unfreeze => account.Standing == "closed" ? (model, "rejected AccountIsClosed") : (model.With(act.Account, account with { Standing = "open" }), "done"),
        Ask.Close => account.Standing == "closed" || (account.Balance == 0 && account.Holds.IsEmpty && account.InFlight.IsEmpty)
            ? (model.With(act.Account, account with { Standing = "closed" }), "done")
            : (model, "rejected AccountNotEmpty"),
        _ => throw new InvalidOperationException($"{act.Ask} is no order."),
    };

    private static (MoneyModel, string) Credit(MoneyModel model, ModelAccount account, Act act) =>
        account.AgainstCredit(act.Currency, act.Amount) is { } against
            ? (model, $"rejected {against}")
            : (model.Moved(act.Account, account, act.Amount), $"posted {account.Balance + act.Amount}");

    private static (MoneyModel, string) Debit(MoneyModel model, ModelAccount account, Act act) =>
        account.AgainstDebit(act.Currency) is { } against ? (model, $"rejected {against}")
        : account.Available < act.Amount ? (model, $"declined {account.Available}")
        : (model.Moved(act.Account, account, -act.Amount), $"posted {account.Balance - act.Amount}");

    private static (MoneyModel, string) Submit(MoneyModel model, ModelAccount account, Act act)
    {
        if (account.Standing == "closed" || account.Currency != act.Currency)
        {
            return (model, account.Standing == "closed" ? "rejected AccountIsClosed" : "rejected CurrencyMismatch");
        }

        var (after, answer) = act.Ask == Ask.SubmitDeposit ? Credit(model, account, act) : Debit(model, account, act);
        var decided = answer switch
        {
            "rejected AccountIsFrozen" => "declined account-frozen",
            "rejected BalanceLimitExceeded" => "declined balance-limit",
            _ when answer.StartsWith("declined", StringComparison.Ordinal) => "declined insufficient-funds",
            _ => answer,
        };
        return (after with { Decided = after.Decided.Add(act.Id, decided) }, "pending");
    }

    private static (MoneyModel, string) Hold(MoneyModel model, ModelAccount account, Act act) =>
        account.AgainstDebit(act.Currency) is { } against ? (model, $"rejected {against}")
        : account.Available < act.Amount ? (model, $"declined {account.Available}")
        : (model.With(act.Account, account with { Holds = account.Holds.Add(act.Id, (act.Amount, act.ExpiresAt)) }), $"held {account.Held + act.Amount}");

    private static (MoneyModel, string) Capture(MoneyModel model, ModelAccount account, Act act)
    {
        if (!account.Holds.TryGetValue(act.Of!.Value, out var hold))
        {
            return (model, "rejected HoldNotOpen");
        }

        var against = account.AgainstDebit(act.Currency) ?? (act.Amount > hold.Amount ? "CaptureExceedsHold" : null);
        var less = account with { Holds = account.Holds.Remove(act.Of.Value) };
        return against is not null
            ? (model, $"rejected {against}")
            : (model.Moved(act.Account, less, -act.Amount), $"captured {account.Balance - act.Amount} {less.Held}");
    }

    private static (MoneyModel, string) Send(MoneyModel model, ModelAccount account, Act act) =>
        account.AgainstDebit(act.Currency) is { } against ? (model, $"rejected {against}")
        : account.Available < act.Amount ? (model, $"declined {account.Available}")
        : (model.With(act.Account, account with { Balance = account.Balance - act.Amount, InFlight = account.InFlight.Add(act.Id) }) with
        {
            Transfers = model.Transfers.Add(act.Id, new(act.Account, act.To!, act.Amount)),
        }, $"sent {account.Balance - act.Amount}");

    /// <summary>What came about can come about only once; what was refused may be tried again, and what came back too.</summary>
    private static (MoneyModel, string) Reversed((MoneyModel After, string Answer) done, Act act, string success) =>
        done.Answer.StartsWith(success, StringComparison.Ordinal) && done.After.Accounts[act.Account] is var account
            ? (done.After.With(act.Account, account with { Claimed = account.Claimed.Add(act.Claims ?? act.Of!.Value, act.Id) }), done.Answer)
            : done;
}
