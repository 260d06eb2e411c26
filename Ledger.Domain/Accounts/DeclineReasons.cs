using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>Why a transaction was refused, in the words of the API, as recorded refusals say it.</summary>
public static class DeclineReasons
{
    public const string InsufficientFunds = "insufficient-funds";
    public const string AccountFrozen = "account-frozen";
    public const string AccountClosed = "account-closed";
    public const string BalanceLimit = "balance-limit";

    public static IReadOnlyList<string> All { get; } = [InsufficientFunds, AccountFrozen, AccountClosed, BalanceLimit];

    /// <summary>Why a transaction was refused; <see langword="null"/> where it was not.</summary>
    public static string? RecordedIn(TransactionEvent e) => e switch
    {
        SubmissionDeclined declined => declined.Reason,
        TransferRefused refused => refused.Reason,
        _ => Account.IsRefusal(e) ? InsufficientFunds : null,
    };

    /// <exception cref="InvalidOperationException">The rejection is none that can be met by then.</exception>
    internal static string Of(Rejection reason) => reason switch
    {
        AccountIsFrozen => AccountFrozen,
        AccountIsClosed => AccountClosed,
        BalanceLimitExceeded => BalanceLimit,
        _ => throw new InvalidOperationException($"{reason.GetType().Name} was to be refused before."),
    };
}
