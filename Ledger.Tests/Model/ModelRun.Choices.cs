using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Model;

/// <summary>What the numbers of an instruction mean where the ledger stands now.</summary>
internal sealed partial class ModelRun
{
    private static readonly IReadOnlyList<string> Closing = ["c", "d", "y"];

    private static string Closeable(Instruction instruction) => Closing[instruction.Account % Closing.Count];

    private static Ask OneOf(int number) => (number % 9) switch
    {
        0 => Ask.Deposit,
        1 => Ask.SubmitDeposit,
        2 => Ask.SubmitWithdrawal,
        3 => Ask.Hold,
        4 => Ask.Capture,
        5 => Ask.Release,
        6 => Ask.Reverse,
        _ => Ask.Withdraw,
    };

    private static Ask Matched(int number) => (number % 7) switch
    {
        0 => Ask.Transfer,
        1 => Ask.ReverseTransfer,
        _ => OneOf(number),
    };

    private Guid NewId(string account) => TransactionKeys.TransactionIdOf(Act.StreamOf(account), $"key-{_drawn++}");

    private Act ActOf(Instruction instruction) => instruction.Ask switch
    {
        Ask.Capture or Ask.Release => OfHold(instruction),
        Ask.Transfer => Transfer(instruction),
        Ask.Reverse => Reversal(instruction),
        Ask.ReverseTransfer => TransferBack(instruction),
        Ask.Close => Simple(Ask.Close, Closeable(instruction), instruction),
        Ask.Again => Earlier(instruction) ?? Deposit(instruction),
        Ask.OtherBody => Earlier(instruction) is { } earlier ? earlier with { Amount = earlier.Amount + 1 } : Deposit(instruction),
        Ask.IfMatch => AtRevision(ActOf(instruction with { Ask = Matched(instruction.Other) }), instruction.Amount % 4),
        _ => Simple(instruction.Ask, AccountOf(instruction), instruction),
    };

    private static string AccountOf(Instruction instruction) => Opened[instruction.Account % Opened.Count].Id;

    private Act Deposit(Instruction instruction) => Simple(Ask.Deposit, AccountOf(instruction), instruction);

    private Act Simple(Ask ask, string account, Instruction instruction) =>
        new(ask, account, instruction.Other % 40 == 0 ? "JPY" : _model.Accounts[account].Currency, instruction.Amount, NewId(account))
        {
            ExpiresAt = instruction.Other % 3 == 0 ? null : Now + TimeSpan.FromSeconds(1 + (instruction.Other % 90)),
        };

    private Act? Earlier(Instruction instruction) => Pick(_sent.Where(act => act.IsKeyed), instruction.Other) is { } act ? Again(act) : null;

    private Act OfHold(Instruction instruction)
    {
        // Mostly open ones; now and then one that may be over.
        var hold = instruction.Other % 6 == 0
            ? Pick(_sent.Where(act => act.Ask == Ask.Hold), instruction.Account)
            : Pick(_sent.Where(act => act.Ask == Ask.Hold && _model.Accounts[act.Account].Holds.ContainsKey(act.Id)), instruction.Account);
        return hold is null ? Simple(Ask.Hold, AccountOf(instruction), instruction) : new(
            instruction.Ask, hold.Account, hold.Currency, instruction.Other % 4 == 0 ? instruction.Amount : Math.Min(instruction.Amount, hold.Amount), NewId(hold.Account))
        {
            Of = hold.Id,
        };
    }

    private Act Transfer(Instruction instruction)
    {
        var (from, currency, _, _) = Opened[instruction.Account % Opened.Count];
        var to = Opened.Where(account => account.Currency == currency && account.Id != from).ToList();
        return new(Ask.Transfer, from, currency, instruction.Amount, NewId(from)) { To = to[instruction.Other % to.Count].Id };
    }

    private Act Reversal(Instruction instruction) =>
        Pick(_sent.Where(IsPosted), instruction.Other) is not { } original ? Deposit(instruction) : new(
            Ask.Reverse, original.Account, original.Currency, original.Amount, NewId(original.Account))
        {
            Of = original.Id,
            IsDebit = original.Ask is Ask.Deposit or Ask.SubmitDeposit,
        };

    private bool IsPosted(Act act) => _model.Recorded.TryGetValue(act.Id, out var recorded) && recorded.Body == act.Body && act.Ask switch
    {
        Ask.Deposit or Ask.Withdraw => recorded.Answer.StartsWith("posted", StringComparison.Ordinal) && act.Amount < ModelAccount.Limit / 2,
        Ask.SubmitDeposit or Ask.SubmitWithdrawal => _model.Decided[act.Id].StartsWith("posted", StringComparison.Ordinal),
        Ask.Capture => recorded.Answer.StartsWith("captured", StringComparison.Ordinal),
        _ => false,
    };

    private Act TransferBack(Instruction instruction)
    {
        var sent = Pick(
            _sent.Where(act => act.Ask == Ask.Transfer && _model.Transfers.TryGetValue(act.Id, out var made) && made.Amount == act.Amount
                && made.End?.StartsWith("arrived", StringComparison.Ordinal) == true),
            instruction.Other);
        if (sent is null)
        {
            return Transfer(instruction with { Ask = Ask.Transfer });
        }

        var credit = TransactionKeys.StepOf(Act.StreamOf(sent.To!), "credit", sent.Id);
        return new(Ask.ReverseTransfer, sent.To!, sent.Currency, sent.Amount, NewId(sent.To!))
        {
            To = sent.Account,
            Of = credit,
            OfAtTarget = sent.Id,
            Claims = NextClaim(_model.Accounts[sent.To!], credit),
        };
    }

    /// <summary>What the service finds out: a try that came back is claimed by the next.</summary>
    private Guid NextClaim(ModelAccount account, Guid claim)
    {
        while (account.Claimed.TryGetValue(claim, out var by) && _model.Transfers[by].End?.StartsWith("refused", StringComparison.Ordinal) == true
            && !account.InFlight.Contains(by))
        {
            claim = by;
        }

        return claim;
    }

    private static T? Pick<T>(IEnumerable<T> among, int number)
        where T : class
    {
        var all = among.ToList();
        return all.Count == 0 ? null : all[number % all.Count];
    }
}
