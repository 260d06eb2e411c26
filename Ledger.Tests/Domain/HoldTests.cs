using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class HoldTests
{
    private static readonly Guid Hold = new("018f3c1e-0000-7000-8000-00000000000a");
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Personal<TransactionDetails> Nothing = new(null, new());

    private static Decider<AccountCommand, AccountState, AccountEvent> Decider => Ledger.Domain.Accounts.Account.Decider;

    [Fact]
    public void A_hold_sets_aside_what_is_available() => Spec.For(Decider)
        .GivenState(Account(1000, overdraft: 500))
        .When(new PlaceHold(Hold, Amount("15.00"), Noon, new()))
        .Then(new HoldPlaced(Hold, Amount("15.00"), Amount("15.00"), Noon, Nothing));

    [Fact]
    public void More_than_is_available_is_declined_and_that_is_recorded() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"), Placed("4.00", "4.00"))
        .When(new PlaceHold(Transaction, Amount("6.01"), null, new()))
        .Then(new HoldDeclined(Transaction, Amount("6.01"), Amount("10.00"), Amount("6.00"), Nothing));

    [Fact]
    public void What_is_held_cannot_be_withdrawn() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"), Placed("4.00", "4.00"))
        .When(Withdraw("6.01"))
        .Then(Declined("6.01", "10.00", "6.00"));

    [Theory]
    [InlineData("4.00", "6.00")]
    [InlineData("1.50", "8.50")]
    public void A_capture_takes_all_or_a_part_and_lets_the_rest_go(string amount, string balance) => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"), Placed("4.00", "4.00"))
        .When(new CaptureHold(Transaction, Hold, Amount(amount)))
        .Then(new HoldCaptured(Transaction, Hold, Amount(amount), Amount(balance), Amount("0.00"), null, Nothing));

    [Fact]
    public void A_capture_of_more_than_is_held_is_refused() => Spec.For(Decider)
        .Given(Opened(), Deposited("10.00", "10.00"), Placed("4.00", "4.00"))
        .When(new CaptureHold(Transaction, Hold, Amount("4.01")))
        .ThenRejected(new CaptureExceedsHold(Amount("4.00")));

    [Fact]
    public void A_hold_ends_once()
    {
        AccountEvent[] ends = [new HoldReleased(Hold, Amount("0.00")), new HoldExpired(Hold, Amount("0.00"))];
        foreach (var end in ends)
        {
            var ended = Spec.For(Decider).Given(Opened(), Deposited("10.00", "10.00"), Placed("4.00", "4.00"), end);
            ended.When(new CaptureHold(Transaction, Hold, Amount("1.00"))).ThenRejected(new HoldNotOpen(Hold));
            ended.When(new ReleaseHold(Hold)).ThenRejected(new HoldNotOpen(Hold));
            ended.When(Withdraw("10.00")).Then(Withdrawn("10.00", "0.00"));
        }
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_hold_is_due_to_expire_from_its_time_on(int ticks, bool isDue)
    {
        var state = new AccountEvent[] { Opened(), Deposited("10.00", "10.00"), Placed("4.00", "4.00", Noon) }.Aggregate(Decider.Initial, Decider.Evolve);

        var due = Decider.Due(state, Noon.AddTicks(ticks));

        due.Should().Be(isDue ? new Due<AccountEvent>(new HoldExpired(Hold, Amount("0.00")), Hold) : null);
        ((OpenedAccount)state).HeldAt(Noon.AddTicks(ticks)).Should().Be(Amount(isDue ? "0.00" : "4.00"));
    }

    [Fact]
    public void A_thousand_may_be_open_and_no_more()
    {
        var full = Account(100_000) with { Holds = OpenItems.Of(Enumerable.Range(0, 1000).Select(i => new OpenHold(Guid.NewGuid(), Amount("0.01"), null))) };

        Spec.For(Decider).GivenState(full).When(new PlaceHold(Hold, Amount("1.00"), null, new())).ThenRejected(new TooManyOpen(1000));
        Spec.For(Decider).GivenState(full).When(new SubmitTransaction(Transaction, SubmittedType.Deposit, Amount("1.00"), null, new())).ThenRejected(new TooManyOpen(1000));
        Spec.For(Decider).GivenState(full).When(new SendTransfer(Transaction, "bob", Amount("1.00"), null, new())).ThenRejected(new TooManyOpen(1000));
    }

    private static HoldPlaced Placed(string amount, string held, DateTimeOffset? expiresAt = null) => new(Hold, Amount(amount), Amount(held), expiresAt, Nothing);
}
