using Ledger.Domain.Kernel;
using static Ledger.Domain.Accounts.Answers;

namespace Ledger.Domain.Accounts;

/// <summary>Freezing, unfreezing and closing.</summary>
internal static class StandingDecisions
{
    public static Decision<AccountEvent> Freeze(FreezeAccount c, OpenedAccount account) => account.Standing switch
    {
        Standing.Open => Accept(new AccountFrozen(Plain(c.Reason))),
        Standing.Frozen => Accept(),
        _ => Reject(new AccountIsClosed()),
    };

    public static Decision<AccountEvent> Unfreeze(UnfreezeAccount c, OpenedAccount account) => account.Standing switch
    {
        Standing.Frozen => Accept(new AccountUnfrozen(Plain(c.Reason))),
        Standing.Open => Accept(),
        _ => Reject(new AccountIsClosed()),
    };

    public static Decision<AccountEvent> Close(CloseAccount c, OpenedAccount account) =>
        account.Standing == Standing.Closed ? Accept()
        : account.Balance.MinorUnits == 0 && account.OpenCount == 0 ? Accept(new AccountClosed(Plain(c.Reason)))
        : Reject(new AccountNotEmpty(account.Balance, account.Holds.Count, account.Transfers.Count, account.Pending.Count));
}
