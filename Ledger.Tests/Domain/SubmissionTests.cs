using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class SubmissionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Personal<TransactionDetails> Nothing = new(null, new());

    private static Decider<AccountCommand, AccountState, AccountEvent> Decider => Ledger.Domain.Accounts.Account.Decider;

    [Fact]
    public void A_submission_moves_nothing_and_is_due_at_once()
    {
        Spec.For(Decider).Given(Opened(), Deposited("1.00", "1.00"))
            .When(new SubmitTransaction(Transaction, SubmittedType.Withdrawal, Amount("9.00"), null, new("rent")))
            .Then(new TransactionSubmitted(Transaction, SubmittedType.Withdrawal, Amount("9.00"), Amount("1.00"), null, new(null, new("rent"))));

        Due(After(Opened(), Deposited("9.00", "9.00"), Submitted(SubmittedType.Withdrawal, "9.00")))
            .Should().Be(new FundsWithdrawn(Transaction, Amount("9.00"), Amount("0.00"), null, Nothing, Submitted: true));
        Due(After(Opened(), Submitted(SubmittedType.Deposit, "9.00")))
            .Should().Be(new FundsDeposited(Transaction, Amount("9.00"), Amount("9.00"), null, Nothing, Submitted: true));
    }

    [Fact]
    public void What_stands_against_it_when_it_is_decided_is_recorded()
    {
        Due(After(Opened(), Submitted(SubmittedType.Withdrawal, "9.00"))).Should().Be(Refused(SubmittedType.Withdrawal, "9.00", "0.00", "insufficient-funds"));
        Due(After(Opened(), Deposited("9.00", "9.00"), Submitted(SubmittedType.Withdrawal, "9.00"), new AccountFrozen(new(null, new("why")))))
            .Should().Be(Refused(SubmittedType.Withdrawal, "9.00", "9.00", "account-frozen"));
        Due(Account(OpenedAccount.BalanceLimit) with { Pending = OpenItems.Of([new PendingTransaction(Transaction, SubmittedType.Deposit, Amount("9.00"), null, null)]) })
            .Should().BeOfType<SubmissionDeclined>().Which.Reason.Should().Be("balance-limit");
    }

    [Fact]
    public void Submissions_are_decided_in_their_order_and_once()
    {
        var second = Guid.Parse("018f3c1e-0000-7000-8000-00000000000b");
        var state = After(
            Opened(), Deposited("9.00", "9.00"), Submitted(SubmittedType.Withdrawal, "9.00"), Submitted(SubmittedType.Withdrawal, "1.00") with { TransactionId = second });
        var first = Decider.Due(state, Now)!;
        var then = Decider.Due(Decider.Evolve(state, first.Event), Now)!;
        var end = Decider.Evolve(Decider.Evolve(state, first.Event), then.Event);

        first.TransactionId.Should().Be(Transaction);
        first.Event.Should().BeOfType<FundsWithdrawn>();
        then.TransactionId.Should().Be(second);
        then.Event.Should().BeOfType<SubmissionDeclined>();
        Decider.Due(end, Now).Should().BeNull();
    }

    [Fact]
    public void What_is_free_by_an_expiry_is_there_for_it()
    {
        var hold = Guid.Parse("018f3c1e-0000-7000-8000-00000000000a");
        var state = After(
            Opened(), Deposited("9.00", "9.00"), new HoldPlaced(hold, Amount("9.00"), Amount("9.00"), Now, Nothing), Submitted(SubmittedType.Withdrawal, "9.00"));

        Decider.Due(state, Now)!.Event.Should().Be(new HoldExpired(hold, Amount("0.00")));
        Decider.Due(Decider.Evolve(state, Decider.Due(state, Now)!.Event), Now)!.Event.Should().BeOfType<FundsWithdrawn>();
    }

    private static TransactionSubmitted Submitted(SubmittedType type, string amount) =>
        new(Transaction, type, Amount(amount), Amount("0.00"), null, new(null, new("rent")));

    private static SubmissionDeclined Refused(SubmittedType type, string amount, string balance, string reason) =>
        new(Transaction, type, Amount(amount), Amount(balance), Amount(balance), reason, null, Nothing);

    private static AccountEvent Due(AccountState state) => Decider.Due(state, Now)!.Event;

    private static AccountState After(params AccountEvent[] history) => history.Aggregate(Decider.Initial, Decider.Evolve);
}
