using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Metrics;
using Ledger.Tests.Api;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support.Exposition;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Metrics;

/// <summary>The counters of mailboxes are those of the process: these tests run alone, and look at differences.</summary>
[Collection(ProcessGroup.Name)]
public sealed class MailboxMetricsTests : IDisposable
{
    private readonly MetricLab _metrics = new();
    private readonly AccountLab _lab = new(new() { MaxWaiting = 3, SettleWithin = TimeSpan.FromMilliseconds(100), MaxAttempts = 2 });
    private readonly ExpositionText _before;

    public MailboxMetricsTests() => _before = _metrics.Read();

    public void Dispose()
    {
        _lab.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Every_order_that_is_turned_away_is_counted()
    {
        await _lab.OpenAsync();
        _lab.Store.Hold();
        var underWay = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        var waiting = Enumerable.Range(0, 5).Select(_ => _lab.DepositAsync(1)).ToList();
        _lab.Store.Release();
        await underWay;
        var outcomes = await Task.WhenAll(waiting);

        outcomes.OfType<Outcome<AccountEvent>.Overloaded>().Should().HaveCount(2);
        Added("ledger_mailbox_overloaded_total").Should().Be(2);
        Added("ledger_transactions_total", ("type", "deposit")).Should().Be(4);
        Added("ledger_append_orders_sum").Should().Be(1 + 4);
        Added("ledger_append_orders_count").Should().Be(3);
        Added("ledger_commit_appends_sum").Should().Be(3);
    }

    [Fact]
    public async Task An_append_of_unknown_outcome_is_counted_once_and_each_time_that_it_is_sent_again()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.RequestLost, AppendFaults.Unavailable, AppendFaults.AnswerLost);
        await _lab.DepositAsync(100).FactAsync();

        Added("ledger_append_unknown_total").Should().Be(1);
        Added("ledger_append_resends_total").Should().Be(3);
        Added("ledger_transactions_total", ("type", "deposit")).Should().Be(1);
        Added("ledger_mailbox_unsettled").Should().Be(0);
    }

    [Fact]
    public async Task A_mailbox_that_waits_for_an_append_to_be_settled_is_seen()
    {
        await _lab.OpenAsync();
        _lab.Store.Always = AppendFaults.RequestLost;
        await FluentActions.Awaiting(() => _lab.DepositAsync(100)).Should().ThrowAsync<CommandOutcomeUnknownException>();
        await UntilAsync(() => Added("ledger_mailbox_unsettled") == 1);

        _lab.Store.Always = null;

        await UntilAsync(() => Added("ledger_mailbox_unsettled") == 0);
        Added("ledger_transactions_total", ("type", "deposit")).Should().Be(1, "what was settled is counted as well");
    }

    [Fact]
    public async Task Conflicts_are_counted_and_orders_that_are_given_up_because_of_them()
    {
        _lab.Store.IsShared = true;
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.Overtaken(() => _lab.RivalDepositAsync(1)), AppendFaults.Overtaken(() => _lab.RivalDepositAsync(1)));

        (await _lab.DepositAsync(1)).Should().BeOfType<Outcome<AccountEvent>.Contended>();
        Added("ledger_append_conflicts_total").Should().Be(2);
        Added("ledger_mailbox_contended_total").Should().Be(1);
    }

    [Fact]
    public async Task The_load_of_mailboxes_is_seen_while_it_lasts()
    {
        var load = new MailboxLoad(3, 12, 9);
        MailboxGauges.Create(_metrics.Meter, () => load);
        var read = _metrics.Read();
        (read["ledger_mailbox_open"], read["ledger_mailbox_waiting"], read["ledger_mailbox_longest"]).Should().Be((3, 12, 9));

        await _lab.OpenAsync();
        await _lab.OpenAsync("b");
        _lab.Store.Hold();
        var underWay = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        var waiting = Enumerable.Range(0, 2).Select(_ => _lab.DepositAsync(1)).ToList();
        _lab.Load().Should().Be(new MailboxLoad(2, 2, 2));
        _lab.Store.Release();
        await Task.WhenAll(waiting.Append(underWay));
        _lab.Load().Should().Be(new MailboxLoad(2, 0, 0));
    }

    [Fact]
    public void Every_kind_of_transaction_is_counted()
    {
        var kinds = EventTypes.Current.Where(type => type.Record.IsAssignableTo(typeof(TransactionEvent))).Select(type => type.Record).ToList();
        kinds.Should().NotBeEmpty().And.OnlyContain(type => TransactionMeter.Knows(type));
    }

    private double Added(string name, params (string Name, string Value)[] labels)
    {
        return Total(_metrics.Read()) - Total(_before);

        double Total(ExpositionText text) => text.With(name, labels).Sum(sample => sample.Value);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            tries.Should().BeLessThan(500);
            await Task.Delay(20);
        }
    }
}
