using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>Why a transaction was refused, in the words of the API, as recorded refusals say it.</summary>
public static class DeclineReasons
{
    public const string InsufficientFunds = "insufficient-funds";
    public const string AccountFrozen = "account-frozen";
    public const string AccountClosed = "account-closed";
    public const string BalanceLimit = "balance-limit";

    /// <exception cref="InvalidOperationException">The rejection is none that can be met by then.</exception>
    internal static string Of(Rejection reason) => reason switch
    {
        AccountIsFrozen => AccountFrozen,
        AccountIsClosed => AccountClosed,
        BalanceLimitExceeded => BalanceLimit,
        _ => throw new InvalidOperationException($"{reason.GetType().Name} was to be refused before."),
    };
}
