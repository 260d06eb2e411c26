using System.Diagnostics.Metrics;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Audit;
using Ledger.Tests.Mailboxes;

namespace Ledger.Tests.Projections.Audit;

/// <summary>What is written is audited soon after.</summary>
public sealed class ContinuousAuditorTests
{
    [Fact]
    public async Task It_is_silent_under_load_and_over_restarts()
    {
        using var lab = await AuditLab.FilledAsync(seed: 3, accounts: 6, movements: 60);
        for (var restart = 0; restart < 3; restart++)
        {
            await using var running = await AuditorLab.OverAsync(lab);
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
            {
                var random = new Random((restart * 10) + writer);
                while (!enough.IsCancellationRequested)
                {
                    await lab.MoveAsync(random, random.Next(6), null);
                }
            })));
            var state = await running.SettledAsync(lab.Events);

            state.First.Should().BeNull();
            state.Error.Should().BeNull();
            state.Audited.Should().Be(await lab.Events.ReadTailAsync(TestContext.Current.CancellationToken));
            running.Lines.Should().BeEmpty();
            // What is written while nobody audits is taken as it is at the next start.
            await lab.DepositAsync("a1", 5);
        }
    }

    [Theory]
    [InlineData("balance", "balance + 1")]
    [InlineData("chain", "'x'")]
    [InlineData("revision", "revision + 1")]
    [InlineData("revision", "revision - 1")]
    [InlineData("last_activity_at", "0")]
    public async Task A_row_that_was_changed_is_found_though_nothing_touches_its_account(string column, string value)
    {
        using var lab = await AuditLab.FilledAsync(accounts: 30, movements: 100);
        await using var running = await AuditorLab.OverAsync(lab);
        await lab.SpoilRowsAsync($"UPDATE accounts SET {column} = {value} WHERE id = 'a17'");

        var drift = (await running.DriftAsync()).First!;
        drift.Should().Match<Finding>(f => f.Kind == FindingKinds.AccountRowDiffers && f.Stream == "account-a17");
        drift.Detail.Should().Contain(column);
    }

    [Fact]
    public async Task A_row_of_a_transaction_that_was_written_wrong_is_found()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilRowsAsync("CREATE TRIGGER wrong AFTER INSERT ON transactions BEGIN UPDATE transactions SET amount = amount + 1 WHERE id = new.id; END; UPDATE accounts SET held = held");
        await using var running = await AuditorLab.OverAsync(lab);
        await lab.DepositAsync("a1", 5);

        (await running.DriftAsync()).First.Should().Match<Finding>(f => f.Kind == FindingKinds.TransactionRowDiffers && f.Stream == "account-a1");
    }

    [Fact]
    public async Task Figures_that_were_written_wrong_are_found()
    {
        using var lab = await AuditLab.FilledAsync();
        await lab.SpoilRowsAsync("CREATE TRIGGER wrong AFTER INSERT ON transactions BEGIN UPDATE transaction_slots SET in_rest = in_rest + 1; END; UPDATE accounts SET held = held");
        await using var running = await AuditorLab.OverAsync(lab);
        await lab.DepositAsync("a1", 5);
        await lab.DepositAsync("a1", 5);

        (await running.DriftAsync()).First.Should().Match<Finding>(f => f.Kind == FindingKinds.SlotRowDiffers && f.Stream == "account-a1");
    }

    [Fact]
    public async Task It_is_silent_where_everything_happens_that_can_happen_to_money()
    {
        using var lab = await AuditLab.WithEverythingAsync();
        await using var running = await AuditorLab.OverAsync(lab);
        await lab.OpenAsync("x", AccountLab.Euro);
        await lab.OpenAsync("y", AccountLab.Euro);
        await new MoneyStory(lab).TellAsync("x", "y", "closed3");
        await new MoneyStory(lab).TellAsync("x", "a1", "closed4");
        var state = await running.SettledAsync(lab.Events);

        state.First.Should().BeNull();
        running.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("holds", "amount = amount + 1", FindingKinds.HoldRowDiffers)]
    [InlineData("holds", "status = 'released'", FindingKinds.HoldRowMissing)]
    [InlineData("accounts", "held = held + 1", FindingKinds.AccountRowDiffers)]
    [InlineData("accounts", "status = 'frozen'", FindingKinds.AccountRowDiffers)]
    public async Task What_is_written_wrong_of_a_hold_is_found(string table, string change, string kind)
    {
        using var lab = await AuditLab.FilledAsync(movements: 10);
        await lab.OpenAsync("x", AccountLab.Euro);
        await lab.ProjectAsync();
        var of = table == "accounts" ? "new.id = 'x'" : "new.account_id = 'x'";
        await lab.SpoilRowsAsync(
            $"CREATE TRIGGER wrong_i AFTER INSERT ON {table} WHEN {of} BEGIN UPDATE {table} SET {change} WHERE id = new.id; END; "
            + $"CREATE TRIGGER wrong_u AFTER UPDATE ON {table} WHEN {of} BEGIN UPDATE {table} SET {change} WHERE id = new.id; END; "
            + "UPDATE transactions SET metadata = metadata");
        await using var running = await AuditorLab.OverAsync(lab);
        await lab.DepositAsync("x", 500);
        await lab.HoldAsync("x", 100);

        (await running.DriftAsync()).First.Should().Match<Finding>(f => f.Kind == kind && f.Stream == "account-x");
    }

    [Fact]
    public async Task A_row_that_is_not_marked_as_taken_back_is_found()
    {
        using var lab = await AuditLab.FilledAsync(movements: 10);
        await lab.SpoilRowsAsync(
            "CREATE TRIGGER unmarked AFTER UPDATE ON transactions WHEN new.status = 'reversed' BEGIN UPDATE transactions SET status = 'posted' WHERE id = new.id; END; UPDATE accounts SET held = held");
        await using var running = await AuditorLab.OverAsync(lab);
        await new MoneyStory(lab).ReverseOneAsync("a0");

        (await running.DriftAsync()).First.Should().Match<Finding>(f => f.Kind == FindingKinds.TransactionRowDiffers && f.Detail.Contains("status"));
    }

    [Fact]
    public async Task A_wrong_event_is_found_said_and_counted_once()
    {
        using var lab = await AuditLab.FilledAsync();
        var (counted, listener) = (0L, new MeterListener());
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "ledger.audit.drifts")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        await using var running = await AuditorLab.OverAsync(lab);
        var revision = await AppendAsync(lab, balance: 999_999, breakChain: false);

        var drift = (await running.DriftAsync()).First!;
        await running.SettledAsync(lab.Events);
        drift.Should().Match<Finding>(f => f.Kind == FindingKinds.BalanceWrong && f.Stream == "account-a1" && f.Revision == revision);
        running.Lines.Count(line => line.Contains(FindingKinds.BalanceWrong)).Should().Be(1);
        running.Lines.Should().Contain(line => line.StartsWith("Error") && line.Contains("account-a1") && line.Contains($"revision {revision}"));
        counted.Should().BePositive();
        listener.Dispose();
    }

    [Fact]
    public async Task A_broken_chain_is_found_though_no_event_follows()
    {
        using var lab = await AuditLab.FilledAsync();
        await using var running = await AuditorLab.OverAsync(lab);
        var revision = await AppendAsync(lab, balance: null, breakChain: true);

        (await running.DriftAsync()).First.Should().Match<Finding>(f => f.Kind == FindingKinds.EventChanged && f.Stream == "account-a1" && f.Revision == revision);
    }

    [Fact]
    public async Task A_store_that_is_away_is_said_and_no_drift()
    {
        using var lab = await AuditLab.FilledAsync();
        var away = new SpoiledStore(await lab.AllAsync()) { IsAway = true };
        await using var running = await AuditorLab.OverAsync(lab, away);
        await lab.DepositAsync("a1", 5);
        for (var i = 0; i < 500 && running.Auditor.State.Error is null; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        running.Auditor.State.Error.Should().Be("The store is away.");
        running.Auditor.State.First.Should().BeNull();
        running.Lines.Should().ContainSingle().Which.Should().StartWith("Warning");
    }

    private static async Task<long> AppendAsync(AuditLab lab, long? balance, bool breakChain)
    {
        var last = (await lab.StreamAsync("a1"))[^1];
        var chain = EventSerializer.ReadMetadata(last).Chain;
        var before = EventSerializer.Default.Deserialize(last) switch
        {
            FundsDeposited e => e.BalanceAfter.MinorUnits,
            FundsWithdrawn e => e.BalanceAfter.MinorUnits,
            WithdrawalDeclined e => e.Balance.MinorUnits,
            BooksClosed e => e.Balance.MinorUnits,
            _ => 0,
        };
        var id = Guid.NewGuid();
        var deposit = new FundsDeposited(id, new(1, AccountLab.Euro), new(balance ?? before + 1, AccountLab.Euro), null, new(null, new()));
        var metadata = new EventMetadata("c", "c", "faulty", lab.Clock.Now, id, null);
        var (data, _) = EventSerializer.Default.Serialize(deposit, Guid.NewGuid(), metadata, last.Revision + 1, breakChain ? Chain.StartOf(last.Stream) : chain);
        await lab.Events.AppendAsync(last.Stream, ExpectedRevision.Exactly(last.Revision), [data], CancellationToken.None);
        return last.Revision + 1;
    }
}
