using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Audit;
using Ledger.Projections.Engine;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Nothing is found where nothing is wrong.</summary>
public sealed class HealthyLedgerTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 7)]
    [InlineData(5, 300)]
    public async Task A_healthy_ledger_passes(int accounts, int movements)
    {
        using var lab = await AuditLab.FilledAsync(accounts: accounts, movements: movements);
        var report = await lab.VerifyAsync();

        report.Findings.Should().BeEmpty();
        report.Passed.Should().BeTrue();
        report.EventsChecked.Should().Be((await lab.AllAsync()).Count).And.BeGreaterThan(movements);
        report.Position.Should().Be(await lab.Events.ReadTailAsync(TestContext.Current.CancellationToken));
        (await lab.VerifyAccountAsync("a0")).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_ledger_with_everything_that_can_happen_to_money_passes()
    {
        using var lab = await AuditLab.WithEverythingAsync();
        (await lab.VerifyAsync()).Findings.Should().BeEmpty();
        foreach (var account in new[] { "a0", "a1", "a2", "a3", "a4", "closed1", "closed2" })
        {
            (await lab.VerifyAccountAsync(account)).Findings.Should().BeEmpty();
        }

        var happened = (await lab.AllAsync()).Select(e => e.Type).ToHashSet(StringComparer.Ordinal);
        EventTypes.Current.Where(type => type.Record.IsAssignableTo(typeof(AccountEvent))).Select(type => type.StoredName)
            .Should().BeSubsetOf(happened, "it is to be everything");
    }

    [Theory]
    [InlineData(0, 40, 80, 120, 9, 20, 21, 50)]
    [InlineData(130, 15, 60, 3, 66, 0, 21, 8)]
    [InlineData(33, 90, 0, 70, 0, 45, 21, 0)]
    [InlineData(7, 5, 30, 55, 100, 110, 21, 90)]
    public async Task Each_read_model_is_compared_at_its_own_position(params int[] behind)
    {
        using var lab = await AuditLab.WithEverythingAsync(project: false);
        var log = await lab.AllAsync();
        await lab.ProjectAsync(i => log[^(behind[i] + 1)].Position);

        var (names, report) = (ProjectionLab.Projections().Select(projection => projection.Schema.Name).ToList(), await lab.VerifyAsync());
        report.Findings.Should().OnlyContain(f => f.Kind == FindingKinds.ProjectionBehind).And.HaveCount(behind.Count(count => count > 0));
        names.Should().HaveCount(behind.Length);
    }

    [Fact]
    public async Task An_empty_ledger_passes()
    {
        using var lab = await AuditLab.FilledAsync(accounts: 0, movements: 0);
        (await lab.VerifyAsync()).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task Under_load_it_passes_again_and_again_while_projections_and_writers_go_on()
    {
        using var lab = await AuditLab.FilledAsync(seed: 2, accounts: 6, movements: 50);
        using var host = HostOver(lab);
        await host.StartAsync(CancellationToken.None);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            while (!enough.IsCancellationRequested)
            {
                await lab.MoveAsync(random, random.Next(6), random.Next(2) == 0 ? $"w{writer}-{random.Next()}" : null);
            }
        })).ToList();

        for (var i = 0; i < 25; i++)
        {
            var report = i % 3 == 2 ? await lab.VerifyAccountAsync($"a{i % 6}") : await lab.VerifyAsync();
            report.Findings.Should().BeEmpty($"nothing is wrong in round {i}");
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_audit_has_a_rule_for_every_event_of_an_account()
    {
        foreach (var type in EventTypes.Current.Where(type => type.Record.IsAssignableTo(typeof(AccountEvent))))
        {
            var (stream, kinds) = (new InMemoryEventStore(), new List<string>());
            var (data, _) = StoredEvents.Serialize(EventSamples.ByStoredName[type.StoredName].Event);
            await stream.AppendAt(StoredEvents.Stream, 0, data);
            using var lab = new AuditLab();
            kinds.AddRange((await lab.VerifyAccountAsync("alice", stream)).Findings.Select(finding => finding.Kind));
            kinds.Should().NotContain(FindingKinds.EventUnknown, $"{type.StoredName} is an event of accounts");
        }
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("holds")]
    [InlineData("transactions")]
    [InlineData("transfers")]
    [InlineData("transaction_ids")]
    [InlineData("transaction_id_coverage")]
    [InlineData("closings")]
    [InlineData("transaction_search")]
    [InlineData("users")]
    [InlineData("matches")]
    public async Task Every_column_of_the_table_is_audited(string table)
    {
        using var lab = await AuditLab.WithEverythingAsync(movements: 0);
        await using var connection = await lab.ReadModels.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);

        AuditedTable.All.Single(audited => audited.Name == table).Columns
            .Should().BeEquivalentTo(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
    }

    private static ProjectionHost HostOver(AuditLab lab) => new(
        lab.Events,
        EventSerializer.Default,
        [.. ProjectionLab.Projections().Select(projection => new ProjectionRunner(
            projection, lab.ReadModels, ProjectionLab.LedgerId, TimeProvider.System, NullLogger.Instance))],
        LedgerStreams.All,
        TimeProvider.System,
        NullLogger.Instance);
}
