using Ledger.Domain.Kernel;
using static Ledger.Domain.Accounts.Answers;

namespace Ledger.Domain.Accounts;

/// <summary>What an account answers to a command.</summary>
internal static class AccountDecisions
{
    public static Decision<AccountEvent> Decide(AccountCommand command, AccountState state) => (command, state) switch
    {
        (OpenAccount c, UnopenedAccount) => Open(c),
        (OpenAccount c, OpenedAccount account) => OpenAgain(c, account),
        (_, OpenedAccount account) => Decide(command, account),
        _ => Reject(new AccountNotFound()),
    };

    private static Decision<AccountEvent> Decide(AccountCommand command, OpenedAccount account) => command switch
    {
        DepositFunds c => MovingDecisions.Deposit(c, account),
        WithdrawFunds c => MovingDecisions.Withdraw(c, account),
        SubmitTransaction c => MovingDecisions.Submit(c, account),
        ReverseTransaction c => MovingDecisions.Reverse(c, account),
        PlaceHold c => HoldDecisions.Place(c, account),
        CaptureHold c => HoldDecisions.Capture(c, account),
        ReleaseHold c => HoldDecisions.Release(c, account),
        SendTransfer c => TransferDecisions.Send(c, account),
        ReceiveTransfer c => TransferDecisions.Receive(c, account),
        SettleTransfer c => TransferDecisions.Settle(c, account),
        ReturnTransfer c => TransferDecisions.Return(c, account),
        FreezeAccount c => StandingDecisions.Freeze(c, account),
        UnfreezeAccount c => StandingDecisions.Unfreeze(c, account),
        CloseAccount c => StandingDecisions.Close(c, account),
        ConvertTransaction c => Accept(new TransactionConverted(c.OfTransaction, c.Conversion)),
        MatchTransaction c => Accept(new TransactionMatched(c.MatchId, c.OfTransaction, c.Target, c.Grounds, c.Accepts ? true : null)),
        ProposeMatch c => Accept(new MatchProposed(c.MatchId, c.OfTransaction, c.Target, c.Grounds)),
        UnmatchTransaction c => Accept(new TransactionUnmatched(c.MatchId, c.OfTransaction, new(null, new(c.Reason)))),
        Prompt => Accept(),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is no order to an account."),
    };

    private static Decision<AccountEvent> Open(OpenAccount command) =>
        // The edge lets only limits through that make sense, with a message for the client; here it guards the history.
        ReferenceEquals(command.OverdraftLimit.Currency, command.Currency)
        && command.OverdraftLimit.MinorUnits is >= 0 and <= OpenedAccount.MaxOverdraftLimit
            ? Accept(new AccountOpened(command.AccountId, command.Currency, command.OwnerId, command.OverdraftLimit))
            : throw new ArgumentOutOfRangeException(nameof(command), "An overdraft limit is zero or more, in the account's currency.");

    private static Decision<AccountEvent> OpenAgain(OpenAccount command, OpenedAccount account)
    {
        var differs = !ReferenceEquals(command.Currency, account.Currency) ? "currency"
            : command.OwnerId != account.OwnerId ? "ownerId"
            : command.OverdraftLimit != account.OverdraftLimit ? "overdraftLimit"
            : null;
        return differs is null ? Accept() : Reject(new AccountExists(differs));
    }
}
