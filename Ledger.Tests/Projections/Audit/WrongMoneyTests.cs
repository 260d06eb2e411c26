using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.Projections.Audit;
using static Ledger.Tests.Projections.Audit.MoneyFacts;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Holds, submissions, reversals and standing whose chain is right, and which do not follow from what was before.</summary>
public sealed class WrongMoneyTests : IDisposable
{
    private readonly AuditLab _lab = new();

    public static TheoryData<string, long, object[]> Wrong => new()
    {
        { FindingKinds.HoldWrong, 3, [Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00"), Hold(Two, "3.00", "8.00")] },
        { FindingKinds.HoldWrong, 3, [Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00"), Capture(One, "5.00", "5.00", "0.00")] },
        { FindingKinds.HoldWrong, 4, [Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00"), Release(One, "0.00"), Release(One, "0.00")] },
        { FindingKinds.HoldWrong, 4, [Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00"), Capture(One, "4.00", "6.00", "0.00"), Release(One, "0.00")] },
        { FindingKinds.HoldWrong, 3, [Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00"), Expire(One, "0.00")] },
        { FindingKinds.HoldWrong, 3, [Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00", WrongHistory.Noon.AddSeconds(4)), Expire(One, "0.00")] },
        { FindingKinds.Overdrawn, 2, [Opened(), D("10.00", "10.00"), Hold(One, "10.01", "10.01")] },
        { FindingKinds.Overdrawn, 3, [Opened(), D("10.00", "10.00"), Hold(One, "8.00", "8.00"), W("2.01", "7.99")] },
        { FindingKinds.DeclineWrong, 3, [Opened(), D("10.00", "10.00"), Hold(One, "8.00", "8.00"), Declined("11.00", "10.00", "10.00") with { TransactionId = Two }] },
        { FindingKinds.DeclineWrong, 2, [Opened(), D("10.00", "10.00"), HoldRefused("9.00", "10.00", "10.00")] },
        { FindingKinds.StandingWrong, 3, [Opened(), D("10.00", "10.00"), Frozen, W("1.00", "9.00")] },
        { FindingKinds.StandingWrong, 3, [Opened(), D("10.00", "10.00"), Frozen, Hold(One, "1.00", "1.00")] },
        { FindingKinds.StandingWrong, 4, [Opened(), D("10.00", "10.00"), Hold(One, "1.00", "1.00"), Frozen, Capture(One, "1.00", "9.00", "0.00")] },
        { FindingKinds.StandingWrong, 3, [Opened(), D("10.00", "10.00"), Frozen, Send(One, "1.00", "9.00")] },
        { FindingKinds.StandingWrong, 2, [Opened(), Shut, D("10.00", "10.00")] },
        { FindingKinds.StandingWrong, 2, [Opened(), D("10.00", "10.00"), Shut] },
        { FindingKinds.StandingWrong, 2, [Opened(overdraft: "5.00"), Hold(One, "5.00", "5.00"), Shut] },
        { FindingKinds.StandingWrong, 1, [Opened(), Unfrozen] },
        { FindingKinds.DeclineWrong, 2, [Opened(), Submit(One, SubmittedType.Withdrawal, "1.00", "0.00"), Refuse(One, SubmittedType.Withdrawal, "1.00", "0.00", "account-frozen")] },
        { FindingKinds.DeclineWrong, 3, [Opened(), D("5.00", "5.00"), Submit(One, SubmittedType.Withdrawal, "1.00", "5.00"), Refuse(One, SubmittedType.Withdrawal, "1.00", "5.00", "insufficient-funds")] },
        { FindingKinds.BalanceWrong, 1, [Opened(), Submit(One, SubmittedType.Deposit, "1.00", "1.00")] },
        { FindingKinds.SubmissionWrong, 2, [Opened(), Submit(One, SubmittedType.Deposit, "1.00", "0.00"), D("5.00", "5.00")] },
        { FindingKinds.SubmissionWrong, 2, [Opened(), Submit(One, SubmittedType.Deposit, "1.00", "0.00"), D("2.00", "2.00", One) with { Submitted = true }] },
        { FindingKinds.SubmissionWrong, 3, [Opened(), Submit(One, SubmittedType.Deposit, "1.00", "0.00"), D("1.00", "1.00", One) with { Submitted = true }, Refuse(One, SubmittedType.Deposit, "1.00", "1.00", "balance-limit")] },
        { FindingKinds.SubmissionWrong, 3, [Opened(), Submit(One, SubmittedType.Deposit, "1.00", "0.00"), Submit(Two, SubmittedType.Deposit, "1.00", "0.00"), D("1.00", "1.00", Two) with { Submitted = true }] },
        { FindingKinds.TransferWrong, 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), Return(One, "3.00", "6.00")] },
        { FindingKinds.ReversalWrong, 4, [Opened(), D("5.00", "5.00"), W("1.00", "4.00", One), GiveBack(One, "1.00", "5.00"), GiveBack(One, "1.00", "6.00")] },
        { FindingKinds.ClaimWrong, 4, [Opened(), D("5.00", "5.00"), W("1.00", "4.00", One), GiveBack(One, "1.00", "5.00"), GiveBack(One, "1.00", "6.00")] },
        { FindingKinds.ReversalWrong, 3, [Opened(), D("5.00", "5.00"), W("1.00", "4.00", One), GiveBack(One, "2.00", "6.00")] },
        { FindingKinds.ReversalWrong, 3, [Opened(), D("5.00", "5.00"), W("1.00", "4.00", One), TakeBack(One, "1.00", "3.00")] },
        { FindingKinds.ReversalWrong, 3, [Opened(), D("5.00", "5.00"), Declined("6.00", "5.00", "5.00") with { TransactionId = One }, GiveBack(One, "6.00", "11.00")] },
        { FindingKinds.ConversionWrong, 2, [Opened(), D("5.00", "5.00", One) with { Conversion = Rate }, new TransactionConverted(One, Rate)] },
        { FindingKinds.ConversionWrong, 3, [Opened(), D("5.00", "5.00", One), new TransactionConverted(One, Rate), new TransactionConverted(One, Rate)] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), Frozen, Books("0.00")] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), Frozen, Books("0.00") with { StateVersion = 1 }] },
        { FindingKinds.BooksClosedWrong, 3, [Opened(), D("5.00", "5.00"), Hold(One, "1.00", "1.00"), Books("5.00")] },
        { FindingKinds.BooksClosedWrong, 3, [Opened(), D("5.00", "5.00"), Hold(One, "1.00", "1.00"), Books("5.00") with { Holds = Items(new OpenHold(One, Amount("2.00"), null)) }] },
        { FindingKinds.BooksClosedWrong, 3, [Opened(), D("5.00", "5.00"), Send(One, "1.00", "4.00"), Books("4.00") with { Transfers = Items(new TransferInFlight(One, "eve", Amount("1.00"), null, null)) }] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), Submit(One, SubmittedType.Deposit, "1.00", "0.00"), Books("0.00") with { Pending = Items(new PendingTransaction(One, SubmittedType.Withdrawal, Amount("1.00"), null, null)) }] },
    };

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_event_is_named(string kind, long revision, object[] events)
    {
        await _lab.WriteAsync(Id, events);
        foreach (var report in new[] { await _lab.VerifyAsync(), await _lab.VerifyAccountAsync(Id) })
        {
            report.Findings.Should().Contain(f => f.Kind == kind && f.Stream == $"account-{Id}" && f.Revision == revision);
            report.Findings.Should().NotContain(f => f.Kind == FindingKinds.EventChanged || f.Kind == FindingKinds.EventUnknown, "the chain is right");
            report.Findings.Count(f => f.Kind == kind).Should().BeLessThan(3, "what was said once is not said of all that follows");
        }
    }

    [Fact]
    public async Task What_was_carried_forward_is_built_on()
    {
        await _lab.WriteAsync(
            Id,
            Opened(), D("10.00", "10.00"), Hold(One, "4.00", "4.00"), Frozen,
            Books("10.00", Standing.Frozen) with { Holds = Items(new OpenHold(One, Amount("4.00"), null)) },
            Unfrozen, Capture(One, "3.00", "7.00", "0.00"), Books("7.00"));
        (await _lab.VerifyAsync()).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reversal_that_claims_nothing_is_named()
    {
        object[] events = [Opened(), D("5.00", "5.00"), W("1.00", "4.00", One), GiveBack(One, "1.00", "5.00")];
        await _lab.AppendAsync(Id, (e, _) => (e as TransactionEvent)?.TransactionId, i => WrongHistory.Noon.AddSeconds(i), (_, _) => null, events);
        await _lab.ProjectAsync();
        (await _lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Kind == FindingKinds.ClaimWrong && f.Revision == 3);
    }

    [Theory]
    [InlineData("the try before", true)]
    [InlineData("what is taken back", false)]
    [InlineData("itself", false)]
    [InlineData("nothing", false)]
    public async Task A_reversal_that_is_tried_again_claims_the_try_before(string claimed, bool isRight)
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        object[] events =
        [
            Opened(), Receive(Two, "5.00", "5.00", One),
            Send(first, "5.00", "0.00") with { ReversalOf = One }, Return(first, "5.00", "5.00") with { ReversalOf = One },
            Send(second, "5.00", "0.00") with { ReversalOf = One },
        ];
        Guid? of = claimed switch { "the try before" => first, "what is taken back" => One, "itself" => second, _ => null };
        await _lab.AppendAsync(
            Id, (e, _) => (e as TransactionEvent)?.TransactionId, i => WrongHistory.Noon.AddSeconds(i),
            (stream, e) => ReferenceEquals(e, events[^1]) ? of is { } known ? TransactionKeys.ClaimOf(stream, "reversal", known) : null : WrongHistory.ClaimOf(stream, e),
            events);
        await _lab.ProjectAsync();

        foreach (var report in new[] { await _lab.VerifyAsync(), await _lab.VerifyAccountAsync(Id) })
        {
            report.Findings.Any(f => f.Kind == FindingKinds.ClaimWrong && f.Revision == 4).Should().Be(!isRight);
            report.Findings.Should().NotContain(f => f.Kind == FindingKinds.ReversalWrong, "what came back stands again");
        }
    }

    [Fact]
    public async Task A_deposit_that_claims_something_is_named()
    {
        object[] events = [Opened(), D("5.00", "5.00")];
        await _lab.AppendAsync(Id, (e, _) => (e as TransactionEvent)?.TransactionId, i => WrongHistory.Noon.AddSeconds(i), (_, e) => e is FundsDeposited ? One : null, events);
        await _lab.ProjectAsync();
        (await _lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Kind == FindingKinds.ClaimWrong && f.Revision == 1);
    }

    private static OpenItems<T> Items<T>(params T[] items)
        where T : class =>
        OpenItems.Of(items);
}
