using Ledger.Domain.Accounts;
using Ledger.Projections.Audit;
using static Ledger.Tests.Projections.Audit.MoneyFacts;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Transfers that are right in each of their accounts and do not agree with each other.</summary>
public sealed class WrongTransferTests : IDisposable
{
    private static readonly AccountOpened Bob = Opened() with { AccountId = "bob" };

    private readonly AuditLab _lab = new();

    /// <summary>The account that is named, and the events of both.</summary>
    public static TheoryData<string, long, object[], object[]> Wrong => new()
    {
        { "bob", 1, [Opened()], [Bob, Receive(One, "2.00", "2.00")] },
        { "bob", 1, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00")], [Bob, Receive(One, "3.00", "3.00")] },
        { "bob", 1, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00", to: "eve")], [Bob, Receive(One, "2.00", "2.00")] },
        { "bob", 1, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00")], [Bob, Receive(One, "2.00", "2.00") with { FromAccountId = "eve" }] },
        { "bob", 1, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00")], [Bob, Receive(One, "2.00", "2.00") with { ReversalOf = Two }] },
        { "bob", 2, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00")], [Bob, Receive(One, "2.00", "2.00"), Receive(One, "2.00", "4.00")] },
        { "alice", 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), Return(One, "2.00", "5.00")], [Bob, Receive(One, "2.00", "2.00")] },
        { "alice", 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), Return(One, "2.00", "5.00")], [Bob] },
        { "alice", 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), new TransferSettled(One, Two)], [Bob] },
        { "alice", 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), new TransferSettled(One, Two)], [Bob, Receive(One, "2.00", "2.00")] },
        { "alice", 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), new TransferSettled(One, Two)], [Bob, Shut, NotTaken(One, "2.00", "0.00")] },
        { "alice", 3, [Opened(), D("5.00", "5.00"), Send(One, "2.00", "3.00"), Return(One, "2.00", "5.00", "balance-limit")], [Bob, Shut, NotTaken(One, "2.00", "0.00")] },
    };

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Accounts_that_say_different_things_of_a_transfer_are_named(string named, long revision, object[] alice, object[] bob)
    {
        await WriteAsync(alice, bob);
        (await _lab.VerifyAsync()).Findings.Should().Contain(f => f.Kind == FindingKinds.TransferWrong && f.Stream == $"account-{named}" && f.Revision == revision);
    }

    [Fact]
    public async Task Transfers_at_every_step_pass()
    {
        await WriteAsync(
            [Opened(), D("9.00", "9.00"), Send(One, "2.00", "7.00"), new TransferSettled(One, Transaction), Send(Two, "3.00", "4.00"), Send(Guid.NewGuid(), "4.00", "0.00")],
            [Bob, Receive(One, "2.00", "2.00", Transaction), Receive(Two, "3.00", "5.00")]);
        (await _lab.VerifyAsync()).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task Money_that_came_from_nowhere_is_missed_in_the_trial_balance()
    {
        await WriteAsync([Opened(), D("5.00", "5.00"), D("5.00", "11.00"), D("1.00", "12.00")], [Bob]);
        (await _lab.VerifyAsync()).Findings.Should().Contain(f => f.Kind == FindingKinds.TrialBalanceWrong && f.Detail.Contains("-100 minor units of 2 decimals of EUR"));
    }

    [Fact]
    public async Task A_row_that_hides_what_the_target_received_is_found_from_both_accounts()
    {
        await WriteAsync(
            [Opened(), D("9.00", "9.00"), Send(One, "2.00", "7.00")],
            [Bob, Receive(One, "2.00", "2.00", Transaction)]);
        await _lab.SpoilRowsAsync("UPDATE transfers SET status = 'pending', credit_transaction_id = NULL");

        (await _lab.VerifyAsync()).Findings.Should().Contain(f => f.Kind == FindingKinds.TransferRowDiffers && f.Stream == "account-bob");
        (await _lab.VerifyAccountAsync("bob")).Findings.Should().Contain(f => f.Kind == FindingKinds.TransferRowDiffers);
        (await _lab.VerifyAccountAsync(Id)).Findings.Should().Contain(f => f.Kind == FindingKinds.TransferRowDiffers);
    }

    private async Task WriteAsync(object[] alice, object[] bob)
    {
        await _lab.AppendAsync(Id, alice);
        await _lab.AppendAsync("bob", bob);
        await _lab.ProjectAsync();
    }
}
