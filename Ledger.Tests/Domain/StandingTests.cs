using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class StandingTests
{
    private static readonly ReasonGiven Why = new("Court order");
    private static readonly Guid Hold = new("018f3c1e-0000-7000-8000-00000000000a");

    private static Decider<AccountCommand, AccountState, AccountEvent> Decider => Ledger.Domain.Accounts.Account.Decider;

    private static OpenedAccount Frozen => Account(1000) with
    {
        Standing = Standing.Frozen,
        Held = Amount("1.00"),
        Holds = OpenItems.Of([new OpenHold(Hold, Amount("1.00"), null)]),
    };

    public static TheoryData<AccountCommand> Debits =>
    [
        Withdraw("1.00"),
        new PlaceHold(Transaction, Amount("1.00"), null, new()),
        new CaptureHold(Transaction, Hold, Amount("1.00")),
        new SendTransfer(Transaction, "bob", Amount("1.00"), null, new()),
        new ReverseTransaction(Transaction, Hold, IsDebit: true, Amount("1.00"), new()),
    ];

    public static TheoryData<AccountCommand> Credits =>
    [
        Deposit("1.00"),
        new ReleaseHold(Hold),
        new ReceiveTransfer(Transaction, Hold, "bob", Amount("1.00"), null, new()),
        new ReverseTransaction(Transaction, Hold, IsDebit: false, Amount("1.00"), new()),
    ];

    [Theory]
    [MemberData(nameof(Debits))]
    public void Nothing_leaves_a_frozen_account(AccountCommand command) =>
        Spec.For(Decider).GivenState(Frozen).When(command).ThenRejected(new AccountIsFrozen());

    [Theory]
    [MemberData(nameof(Credits))]
    public void Credits_and_releases_go_on_in_a_frozen_account(AccountCommand command) =>
        Decider.Decide(command, Frozen).Should().BeOfType<Decision<AccountEvent>.Accepted>();

    [Theory]
    [MemberData(nameof(Debits))]
    [MemberData(nameof(Credits))]
    public void Nothing_moves_in_a_closed_account(AccountCommand command)
    {
        var decision = Decider.Decide(command, Frozen with { Standing = Standing.Closed });

        // A transfer that is under way is refused on record, so that the source is given back what it sent.
        (decision is Decision<AccountEvent>.Rejected { Reason: AccountIsClosed }
            || decision is Decision<AccountEvent>.Accepted { Events: [TransferRefused { Reason: "account-closed" } or HoldReleased] }).Should().BeTrue();
    }

    [Fact]
    public void A_freeze_is_recorded_once_and_ended_once()
    {
        Spec.For(Decider).GivenState(Account(0)).When(new FreezeAccount(Why)).Then(new AccountFrozen(new(null, Why)));
        Spec.For(Decider).GivenState(Frozen).When(new FreezeAccount(Why)).ThenNothing();
        Spec.For(Decider).GivenState(Frozen).When(new UnfreezeAccount(Why)).Then(new AccountUnfrozen(new(null, Why)));
        Spec.For(Decider).GivenState(Account(0)).When(new UnfreezeAccount(Why)).ThenNothing();
    }

    [Fact]
    public void Only_an_account_with_zero_balance_and_nothing_open_closes()
    {
        var open = Account(0);
        Spec.For(Decider).GivenState(open).When(new CloseAccount(Why)).Then(new AccountClosed(new(null, Why)));
        Spec.For(Decider).GivenState(open with { Standing = Standing.Frozen }).When(new CloseAccount(Why)).Then(new AccountClosed(new(null, Why)));
        Spec.For(Decider).GivenState(Account(1)).When(new CloseAccount(Why)).ThenRejected(new AccountNotEmpty(Amount("0.01"), 0, 0, 0));
        Spec.For(Decider).GivenState(Account(-1, overdraft: 100)).When(new CloseAccount(Why)).ThenRejected(new AccountNotEmpty(Amount("-0.01"), 0, 0, 0));
        Spec.For(Decider).GivenState(open with { Holds = Frozen.Holds }).When(new CloseAccount(Why)).ThenRejected(new AccountNotEmpty(Amount("0.00"), 1, 0, 0));
        Spec.For(Decider).GivenState(open with { Transfers = OpenItems.Of([new TransferInFlight(Hold, "bob", Amount("1.00"), null, null)]) })
            .When(new CloseAccount(Why)).ThenRejected(new AccountNotEmpty(Amount("0.00"), 0, 1, 0));
        Spec.For(Decider).GivenState(open with { Pending = OpenItems.Of([new PendingTransaction(Hold, SubmittedType.Deposit, Amount("1.00"), null, null)]) })
            .When(new CloseAccount(Why)).ThenRejected(new AccountNotEmpty(Amount("0.00"), 0, 0, 1));
    }

    [Fact]
    public void A_closed_account_stays_closed()
    {
        var closed = Account(0) with { Standing = Standing.Closed };
        Spec.For(Decider).GivenState(closed).When(new CloseAccount(Why)).ThenNothing();
        Spec.For(Decider).GivenState(closed).When(new FreezeAccount(Why)).ThenRejected(new AccountIsClosed());
        Spec.For(Decider).GivenState(closed).When(new UnfreezeAccount(Why)).ThenRejected(new AccountIsClosed());
    }
}
