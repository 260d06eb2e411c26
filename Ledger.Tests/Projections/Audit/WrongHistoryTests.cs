using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Audit;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Projections.Audit;

/// <summary>A chain that is right does not make events right: each is held against the amounts before it.</summary>
public sealed class WrongHistoryTests : IDisposable
{
    private readonly AuditLab _lab = new();

    public void Dispose() => _lab.Dispose();

    public static TheoryData<string, long, object[]> Wrong => new()
    {
        { FindingKinds.BalanceWrong, 2, [Opened(), D("10.00", "10.00"), D("5.00", "15.01"), D("1.00", "16.00")] },
        { FindingKinds.BalanceWrong, 2, [Opened(), D("10.00", "10.00"), D("5.00", "15.01"), D("1.00", "16.01")] },
        { FindingKinds.BalanceWrong, 2, [Opened(), D("10.00", "10.00"), W("5.00", "15.00")] },
        { FindingKinds.BalanceWrong, 1, [Opened(), D("10.00", "0.00")] },
        { FindingKinds.Overdrawn, 2, [Opened(overdraft: "1.00"), D("10.00", "10.00"), W("11.01", "-1.01")] },
        { FindingKinds.AmountWrong, 1, [Opened(), D("10.00 USD", "10.00")] },
        { FindingKinds.AmountWrong, 1, [Opened(), D("0.00", "0.00")] },
        { FindingKinds.BalanceWrong, 1, [Opened(), D("10.00", "10.00 USD")] },
        { FindingKinds.DeclineWrong, 2, [Opened(), D("10.00", "10.00"), Declined("20.00", "11.00", "11.00") with { TransactionId = Guid.NewGuid() }] },
        { FindingKinds.DeclineWrong, 2, [Opened(overdraft: "1.00"), D("10.00", "10.00"), Declined("20.00", "10.00", "10.00") with { TransactionId = Guid.NewGuid() }] },
        { FindingKinds.DeclineWrong, 2, [Opened(), D("10.00", "10.00"), Declined("10.00", "10.00", "10.00") with { TransactionId = Guid.NewGuid() }] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), D("10.00", "10.00"), Closed("10.01")] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(owner: "o"), D("10.00", "10.00"), Closed("10.00")] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), D("10.00", "10.00"), Closed("10.00") with { OverdraftLimit = Amount("5.00") }] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), D("10.00", "10.00"), Closed("10.00") with { AccountId = "bob" }] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), D("10.00", "10.00"), Closed("10.00") with { StateVersion = 7 }] },
        { FindingKinds.BooksClosedWrong, 2, [Opened(), D("10.00", "10.00"), Closed("10.00 USD") with { Currency = Currency.Parse("USD"), OverdraftLimit = Amount("0.00 USD") }] },
        { FindingKinds.OpeningWrong, 1, [Opened(), Opened()] },
        { FindingKinds.OpeningWrong, 0, [Opened() with { AccountId = "bob" }] },
        { FindingKinds.OpeningWrong, 0, [Opened() with { OverdraftLimit = Amount("-1.00") }] },
        { FindingKinds.OpeningWrong, 1, [D("10.00", "10.00"), Opened()] },
        { FindingKinds.EventUnknown, 1, [Opened(), new Ledger.Domain.Operations.LedgerCreated(Guid.NewGuid())] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_event_is_named(string kind, long revision, object[] events)
    {
        await _lab.WriteAsync(Id, events);
        foreach (var report in new[] { await _lab.VerifyAsync(), await _lab.VerifyAccountAsync(Id) })
        {
            report.Findings.Should().Contain(f => f.Kind == kind && f.Stream == $"account-{Id}" && f.Revision == revision);
            report.Findings.Should().NotContain(f => f.Kind == FindingKinds.EventChanged, "the chain is right");
            report.Findings.Count(f => f.Kind == kind).Should().BeLessThan(3, "what was said once is not said of all that follows");
        }
    }

    [Fact]
    public async Task A_right_history_by_the_same_hand_passes()
    {
        await _lab.WriteAsync(Id, Opened(), D("10.00", "10.00"), W("4.00", "6.00"), Closed("6.00"), Declined("7.00", "6.00", "6.00") with { TransactionId = Guid.NewGuid() });
        (await _lab.VerifyAsync()).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task Time_that_runs_backwards_is_named()
    {
        await _lab.WriteAsync(Id, (e, _) => (e as TransactionEvent)?.TransactionId, i => WrongHistory.Noon.AddSeconds(-i), Opened(), D("1.00", "1.00"));
        (await _lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Kind == FindingKinds.TimeRunsBackwards && f.Revision == 1);
    }

    [Fact]
    public async Task A_transaction_that_is_another_in_the_metadata_is_named()
    {
        await _lab.WriteAsync(Id, (_, i) => i == 0 ? null : Transaction, i => WrongHistory.Noon.AddSeconds(i), Opened(), D("1.00", "1.00"));
        (await _lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Kind == FindingKinds.TransactionIdWrong && f.Revision == 1);
    }

    private static FundsDeposited D(string amount, string balance) => Deposited(amount, balance) with { TransactionId = Guid.NewGuid() };

    private static FundsWithdrawn W(string amount, string balance) => Withdrawn(amount, balance) with { TransactionId = Guid.NewGuid() };

    private static BooksClosed Closed(string balance) => new(1, Id, Euro, null, Amount("0.00"), Amount(balance));
}
