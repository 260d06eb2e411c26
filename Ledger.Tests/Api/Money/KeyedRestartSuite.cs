using Ledger.Tests.Support.Service;
using Microsoft.Data.Sqlite;

namespace Ledger.Tests.Api.Money;

/// <summary>Keys through the end of a process and the loss of the read models.</summary>
public abstract class KeyedRestartSuite : OwnStores
{
    [Fact]
    public async Task Whatever_was_sent_before_a_kill_is_answered_again_also_where_the_read_models_are_gone()
    {
        using var before = await LedgerProcess.StartAsync(Stores);
        var done = await KeyedMoney.DoneAsync(before.Client, "kept");
        await before.KillAsync();
        using (var after = await LedgerProcess.StartAsync(Stores))
        {
            await done.ShouldBeKeptAsync(after.Client);
            (await after.TerminateAsync()).Should().Be(0, after.Output);
        }

        await DeleteReadModelsAsync();
        using var last = await LedgerProcess.StartAsync(Stores);
        await done.ShouldBeKeptAsync(last.Client);
        (await last.TerminateAsync()).Should().Be(0, last.Output);
    }

    private async Task DeleteReadModelsAsync()
    {
        await using var connection = Stores.ConnectToReadModels();
        if (connection is SqliteConnection)
        {
            var files = Directory.GetFiles(Stores.Directory, "read-models.db*");
            files.Should().NotBeEmpty();
            Array.ForEach(files, File.Delete);
            return;
        }

        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
        await command.ExecuteNonQueryAsync();
    }
}
