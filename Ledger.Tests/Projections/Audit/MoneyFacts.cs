using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Events of accounts in a few words, right or wrong.</summary>
internal static class MoneyFacts
{
    public static readonly Guid One = new("018f3c1e-0000-7000-8000-0000000000a1");
    public static readonly Guid Two = new("018f3c1e-0000-7000-8000-0000000000a2");
    public static readonly Conversion Rate = new(Amount("1.00 USD"), "0.9", new(2026, 3, 1), "ECB");

    private static readonly Personal<TransactionDetails> Said = new(null, new("rent"));
    private static readonly Personal<ReasonGiven> Because = new(null, new("asked"));

    public static AccountFrozen Frozen { get; } = new(Because);

    public static AccountUnfrozen Unfrozen { get; } = new(Because);

    public static AccountClosed Shut { get; } = new(Because);

    public static FundsDeposited D(string amount, string balance, Guid? id = null) => Deposited(amount, balance) with { TransactionId = id ?? Guid.NewGuid() };

    public static FundsWithdrawn W(string amount, string balance, Guid? id = null) => Withdrawn(amount, balance) with { TransactionId = id ?? Guid.NewGuid() };

    public static HoldPlaced Hold(Guid id, string amount, string held, DateTimeOffset? expires = null) => new(id, Amount(amount), Amount(held), expires, Said);

    public static HoldDeclined HoldRefused(string amount, string balance, string available) =>
        new(Guid.NewGuid(), Amount(amount), Amount(balance), Amount(available), Said);

    public static HoldCaptured Capture(Guid hold, string amount, string balance, string held) =>
        new(Guid.NewGuid(), hold, Amount(amount), Amount(balance), Amount(held), null, Said);

    public static HoldReleased Release(Guid hold, string held) => new(hold, Amount(held));

    public static HoldExpired Expire(Guid hold, string held) => new(hold, Amount(held));

    public static TransactionSubmitted Submit(Guid id, SubmittedType type, string amount, string balance) => new(id, type, Amount(amount), Amount(balance), null, Said);

    public static SubmissionDeclined Refuse(Guid id, SubmittedType type, string amount, string balance, string reason) =>
        new(id, type, Amount(amount), Amount(balance), Amount(balance), reason, null, Said);

    public static ReversalCredited GiveBack(Guid of, string amount, string balance) => new(Guid.NewGuid(), of, Amount(amount), Amount(balance), null, Said);

    public static ReversalDebited TakeBack(Guid of, string amount, string balance) => new(Guid.NewGuid(), of, Amount(amount), Amount(balance), null, Said);

    public static TransferSent Send(Guid id, string amount, string balance, string to = "bob") => new(id, to, Amount(amount), Amount(balance), null, Said);

    public static TransferReceived Receive(Guid transfer, string amount, string balance, Guid? id = null) =>
        new(id ?? Guid.NewGuid(), transfer, Id, Amount(amount), Amount(balance), null, Said);

    public static TransferRefused NotTaken(Guid transfer, string amount, string balance) =>
        new(Guid.NewGuid(), transfer, Id, Amount(amount), Amount(balance), "account-closed", null, Said);

    public static TransferReturned Return(Guid transfer, string amount, string balance, string reason = "account-closed") =>
        new(Guid.NewGuid(), transfer, "bob", Amount(amount), Amount(balance), reason, null, Said);

    public static BooksClosed Books(string balance, Standing? standing = null) => new(2, Id, Euro, null, Amount("0.00"), Amount(balance), standing);
}
