using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class TransferTests
{
    private static readonly Guid Credit = new("018f3c1e-0000-7000-8000-00000000000c");
    private static readonly Personal<TransactionDetails> Nothing = new(null, new());

    private static Decider<AccountCommand, AccountState, AccountEvent> Decider => Ledger.Domain.Accounts.Account.Decider;

    private static TransferSent Sent => new(Transaction, "bob", Amount("4.00"), Amount("6.00"), null, Nothing);

    private static ReceiveTransfer Receive(string amount = "4.00") => new(Credit, Transaction, "alice", Amount(amount), null, new());

    [Fact]
    public void The_source_is_debited_first() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(new SendTransfer(Transaction, "bob", Amount("4.00"), null, new()))
        .Then(Sent);

    [Fact]
    public void What_the_source_does_not_have_is_declined_on_record() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(new SendTransfer(Transaction, "bob", Amount("10.01"), null, new()))
        .Then(new TransferDeclined(Transaction, "bob", Amount("10.01"), Amount("10.00"), Amount("10.00"), null, Nothing));

    [Fact]
    public void What_is_known_to_stand_against_it_at_the_target_leaves_no_trace() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(new SendTransfer(Transaction, "bob", Amount("4.00"), null, new(), Against: new TargetRefuses("bob", new AccountNotFound())))
        .ThenRejected(new TargetRefuses("bob", new AccountNotFound()));

    [Fact]
    public void The_target_is_credited_or_refuses_on_record()
    {
        Spec.For(Decider).GivenState(Account(100)).When(Receive())
            .Then(new TransferReceived(Credit, Transaction, "alice", Amount("4.00"), Amount("5.00"), null, Nothing));
        Spec.For(Decider).GivenState(Account(100) with { Standing = Standing.Closed }).When(Receive())
            .Then(new TransferRefused(Credit, Transaction, "alice", Amount("4.00"), Amount("1.00"), "account-closed", null, Nothing));
        Spec.For(Decider).GivenState(Account(OpenedAccount.BalanceLimit)).When(Receive())
            .Then(new TransferRefused(Credit, Transaction, "alice", Amount("4.00"), new(OpenedAccount.BalanceLimit, Euro), "balance-limit", null, Nothing));
    }

    [Fact]
    public void It_is_settled_or_returned_once()
    {
        var inFlight = Spec.For(Decider).Given(Opened(), Deposited("10.00", "10.00"), Sent);
        var settled = new TransferSettled(Transaction, Credit);
        var returned = new TransferReturned(Credit, Transaction, "bob", Amount("4.00"), Amount("10.00"), "account-closed", null, Nothing);

        inFlight.When(new SettleTransfer(Transaction, Credit)).Then(settled);
        inFlight.When(new ReturnTransfer(Credit, Transaction, "account-closed")).Then(returned);
        foreach (var ended in new[] { inFlight.Given(settled), inFlight.Given(returned) })
        {
            ended.When(new SettleTransfer(Transaction, Credit)).ThenNothing();
            ended.When(new ReturnTransfer(Credit, Transaction, "account-closed")).ThenNothing();
        }

        inFlight.Given(returned).When(Withdraw("10.00")).Then(Withdrawn("10.00", "0.00"));
    }

    [Fact]
    public void Money_comes_back_to_a_source_that_was_frozen_meanwhile() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"), Sent, new AccountFrozen(new(null, new("why"))))
        .When(new ReturnTransfer(Credit, Transaction, "account-closed"))
        .Then(new TransferReturned(Credit, Transaction, "bob", Amount("4.00"), Amount("10.00"), "account-closed", null, Nothing));
}
