using System.Text.Json;
using Dapper;
using Ledger.Tests.Support.Postgres;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>Two processes of one ledger: one writes the read models, the other says the same and takes over.</summary>
[Collection(ProcessGroup.Name)]
public sealed class TwoProjectorsTests : IAsyncLifetime
{
    private const string KillLock = $"SELECT count(pg_terminate_backend(pid)) FROM {PostgresDatabase.AdvisoryLocks}";

    // The loading of transactions stands still behind its second lot, when it knows how fast it goes, for as long as there is a row that says so.
    private const string HoldLoading =
        """
        CREATE TABLE held AS SELECT 1 AS row;
        CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN WHILE EXISTS (SELECT 1 FROM held) LOOP PERFORM pg_sleep(0.02); END LOOP; RETURN NEW; END';
        CREATE TRIGGER hold BEFORE UPDATE ON projection_generations FOR EACH ROW
            WHEN (NEW.projection = 'transactions' AND OLD.events > 2048 AND NEW.events > OLD.events) EXECUTE FUNCTION hold()
        """;

    private const string GoOn = "WITH gone AS (DELETE FROM held RETURNING 1) SELECT count(*) FROM gone";

    private readonly ProductionStores _stores = new();
    private LedgerProcess _first = null!;
    private LedgerProcess _second = null!;

    public async ValueTask InitializeAsync()
    {
        await _stores.StartAsync();
        _first = await LedgerProcess.StartAsync(_stores);
        _second = await LedgerProcess.StartAsync(_stores);
        await CrashSuite.PrepareAsync(_first.Client);
    }

    public async ValueTask DisposeAsync()
    {
        _first?.Dispose();
        _second?.Dispose();
        await _stores.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_lost_the_lock_while_it_stood_still_writes_nothing_when_it_goes_on()
    {
        var load = new Load();
        await LoadAsync(load, _first.Client, 500);
        await _second.Client.AllAsync("/v1/transactions");
        await _first.SignalAsync("STOP");
        (await AskAsync<long>(KillLock)).Should().BePositive();
        await LoadAsync(load, _second.Client, 1500);
        await Rebuilding.AskAsync(_second.Client);
        await Rebuilding.EndAsync(_second.Client);
        var turns = await AskAsync<long>("SELECT epoch FROM projector");

        await _first.SignalAsync("CONT");
        await LoadAsync(load, _first.Client, 1500);
        (await AskAsync<long>("SELECT epoch FROM projector")).Should().Be(turns, "the second one leads on");
        await Inspection.ThroughListsAsync(_first.Client, load);
        await Rebuilding.VerifyAsync(_second.Client);
        (await _first.TerminateAsync()).Should().Be(0, _first.Output);
        (await _second.TerminateAsync()).Should().Be(0, _second.Output);
        await FoldedAnew.ShouldBeTheTablesOfAsync(_stores);
    }

    [Fact]
    public async Task Both_say_the_same_of_a_rebuild()
    {
        // Enough for three lots, however large they become.
        await FillAsync(8_000);
        await Rebuilding.EndAsync(_second.Client);
        await AskAsync<long>("WITH w AS (UPDATE accounts_g1 SET opened_at = 1 WHERE id = 'hot' RETURNING 1) SELECT count(*) FROM w");
        // So that it can be looked on, however fast the machine is.
        await AskAsync<object>(HoldLoading);
        await Rebuilding.AskAsync(_second.Client);
        var (loading, rates, began) = (0, 0, TimeProvider.System.GetTimestamp());
        JsonElement last;
        do
        {
            // What the one says lies between what the other said before and says after.
            var before = await RebuildAsync(_first.Client, "transactions");
            var other = await RebuildAsync(_second.Client, "transactions");
            var after = await RebuildAsync(_first.Client, "transactions");
            if (after.ValueKind != JsonValueKind.Null && other.ValueKind != JsonValueKind.Null)
            {
                Done(other).Should().BeInRange(Done(before), Done(after));
                loading += other.GetProperty("phase").GetString() == "loading" && Done(other) > 0 ? 1 : 0;
                rates += other.GetProperty("eventsPerSecond").GetDouble() > 0 && other.GetProperty("etaSeconds").ValueKind == JsonValueKind.Number ? 1 : 0;
            }

            if ((loading > 0 && rates > 0) || TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
            {
                await AskAsync<long>(GoOn);
            }

            last = await RebuildAsync(_second.Client, "accounts");
        }
        // The accounts, which are asked for first, may be waiting before the transactions have begun.
        while ((last.GetProperty("phase").GetString() != "waiting" || loading == 0 || rates == 0) && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2));

        loading.Should().BePositive("else this would prove nothing");
        rates.Should().BePositive("the one that looks on knows how fast it goes");
        last.GetProperty("difference").GetProperty("changed").GetInt64().Should().Be(1);
        last.GetProperty("difference").GetProperty("first").GetArrayLength().Should().Be(1);
        (await RebuildAsync(_first.Client, "accounts")).GetRawText().Should().Be(last.GetRawText());
        var command = await CommandRun.OfAsync("projections", "status", "accounts", "--json", "--url", _second.Client.Url.ToString());
        command.Output.Should().Contain(last.GetProperty("difference").GetRawText());
    }

    private static long Done(JsonElement rebuild) => rebuild.GetProperty("done").GetInt64();

    private static async Task<JsonElement> RebuildAsync(LedgerClient client, string name) =>
        (await client.GetAsync($"/v1/ops/projections/{name}")).ShouldBe(200).Json.GetProperty("rebuild");

    private static async Task LoadAsync(Load load, LedgerClient client, int milliseconds)
    {
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(client, stop.Token);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;
    }

    private Task FillAsync(int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 48, CancellationToken = TestContext.Current.CancellationToken },
        async (i, _) => (await _first.Client.DepositAsync(Load.Accounts[i % Load.Accounts.Count], "1.00")).ShouldBe(201));

    private async Task<T?> AskAsync<T>(string sql)
    {
        await using var connection = _stores.ConnectToReadModels();
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<T>(sql);
    }
}
