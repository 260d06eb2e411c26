using System.Text.Json;
using Dapper;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Service;
using Microsoft.Data.Sqlite;

namespace Ledger.Tests.Api.CommandLine;

/// <summary>The command as operators run it, with and without a service.</summary>
[Collection(ProcessGroup.Name)]
public sealed class VerifyCommandTests : IAsyncLifetime
{
    private readonly EmbeddedStores _stores = new();

    private string[] Directory => ["--Ledger:DataDirectory", _stores.Directory];

    public async ValueTask InitializeAsync()
    {
        using var ledger = await LedgerProcess.StartAsync(_stores);
        await ledger.Client.OpenAsync("a");
        await ledger.Client.DepositAsync("a", "10.00", "in");
        // Not cleanly: the read models may still lack something.
        await ledger.KillAsync();
    }

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task A_ledger_that_is_right_is_said_to_be_and_ends_with_0()
    {
        var run = await CommandRun.OfAsync(["verify", .. Directory]);
        run.ExitCode.Should().Be(0, run.Error + run.Output);
        run.Output.Should().StartWith("Passed: 3 events of the files in ");
        run.Error.Should().Contain("3 of 3 events checked");
    }

    [Fact]
    public async Task What_is_wrong_is_listed_and_ends_with_1()
    {
        await SpoilAsync("ledger.db", "UPDATE events SET data = replace(data, '10.00 EUR', '11.00 EUR') WHERE type = 'funds-deposited.v1'");

        var run = await CommandRun.OfAsync(["verify", .. Directory]);
        run.ExitCode.Should().Be(1, run.Error);
        run.Output.Should().StartWith("Failed: ").And.Contain("event-changed: account-a, revision 1: ");

        var json = await CommandRun.OfAsync(["verify", "--account", "a", "--json", .. Directory]);
        json.ExitCode.Should().Be(1, json.Error);
        JsonDocument.Parse(json.Output).RootElement.GetProperty("findings")[0].GetProperty("kind").GetString().Should().Be("event-changed");
    }

    [Fact]
    public async Task What_cannot_be_carried_out_ends_with_2()
    {
        var nowhere = await CommandRun.OfAsync("verify", "--Ledger:DataDirectory", Path.Combine(_stores.Directory, "nothing"));
        nowhere.ExitCode.Should().Be(2);
        nowhere.Error.Should().Contain("There is no ledger in ");

        await SpoilAsync("ledger.db", "DROP INDEX events_by_stream; ALTER TABLE events RENAME COLUMN metadata TO gone; UPDATE probe SET id = id; INSERT INTO probe VALUES (77, x'00')");
        var broken = await CommandRun.OfAsync(["verify", .. Directory]);
        broken.ExitCode.Should().Be(2, broken.Output);
        broken.Error.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_running_service_does_it_itself()
    {
        using var ledger = await LedgerProcess.StartAsync(_stores);
        var run = await CommandRun.OfAsync("verify", "--url", $"{ledger.Client.Url}");
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().StartWith("Passed: 3 events of the service at ");

        var unknown = await CommandRun.OfAsync("verify", "--account", "nobody", "--url", $"{ledger.Client.Url}");
        unknown.ExitCode.Should().Be(2);
        unknown.Error.Should().Contain("There is no account 'nobody'.");
    }

    private async Task SpoilAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_stores.Directory, file)};Pooling=False");
        (await connection.ExecuteAsync(LiveTables.OfFirstGeneration(sql))).Should().BePositive();
    }
}
