using Ledger.Tests.Api.Crash;
using Ledger.Tests.Support.Service;
using static Ledger.Tests.Api.Matches.MatchingLab;

namespace Ledger.Tests.Api.Matches;

/// <summary>Kills while it works, and a checkpoint after a clean stop: every transaction is matched, and none twice.</summary>
public abstract class AutomaticMatchingCrashSuite : OwnStores
{
    private const int Rounds = 4;

    [Fact]
    public async Task After_kills_under_load_every_transaction_is_matched_once()
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            using var process = await StartAsync(Stores, "record");
            await RegisterAsync(process.Client);
            using var stop = new CancellationTokenSource();
            var running = Task.WhenAll(Enumerable.Range(0, 4).Select(client => RunAsync(process.Client, $"kill-{client}", acknowledged, stop.Token)));
            await Task.Delay(Random.Shared.Next(700, 1600), TestContext.Current.CancellationToken);
            await process.KillAsync();
            await stop.CancelAsync();
            await running;
        }

        using var last = await StartAsync(Stores, "record");
        acknowledged.Count.Should().BeGreaterThan(Rounds * 10, "else it would prove little");
        await PassAsync(last.Client);
        var matched = new List<string>();
        foreach (var account in Enumerable.Range(0, 4).Select(client => $"kill-{client}"))
        {
            matched.AddRange((await EventsAsync(last.Client, account)).Select(e => Text(e.GetProperty("data"), "ofTransaction")!));
        }

        matched.Should().OnlyHaveUniqueItems("nothing is matched twice");
        matched.Should().Contain(acknowledged, "nothing is lost");
        await Rebuilding.VerifyAsync(last.Client);
    }

    [Fact]
    public async Task After_a_clean_stop_it_goes_on_behind_what_it_has_looked_at_and_also_after_the_read_models_were_lost()
    {
        string nobody;
        using (var before = await StartAsync(Stores, "record"))
        {
            await RegisterAsync(before.Client);
            nobody = await DepositAsync(before.Client, "a", "from Zacharias Underhill");
            await PassAsync(before.Client);
            (await before.TerminateAsync()).Should().Be(0, before.Output);
        }

        using (var after = await StartAsync(Stores, "record"))
        {
            (await after.Client.PostAsync("/v1/users", new { id = "zacharias", name = "Zacharias Underhill" })).ShouldBe(201);
            await PassAsync(after.Client);
            (await MatchesAsync(after.Client, nobody)).Should().BeEmpty("it was looked at before there was such a user");
            Of(await MatchedAsync(after.Client, await DepositAsync(after.Client, "a", "from Zacharias Underhill"))).Should().Be(("recorded", "zacharias", "built-in-1"));
            (await after.TerminateAsync()).Should().Be(0, after.Output);
        }

        await LoseReadModelsAsync();
        using var anew = await StartAsync(Stores, "record");
        await PassAsync(anew.Client);
        (await MatchesAsync(anew.Client, nobody)).Should().BeEmpty("the checkpoint is no part of the read models");
        await Rebuilding.VerifyAsync(anew.Client);
    }

    /// <summary>Everything that is built from the events goes, as where a disk was lost.</summary>
    private async Task LoseReadModelsAsync()
    {
        if (Stores.Settings.Any(setting => setting.Name == "Ledger__ReadModels"))
        {
            await using var connection = Stores.ConnectToReadModels();
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Stores.Directory, "read-models.db*"))
        {
            File.Delete(file);
        }
    }

    private static async Task RunAsync(LedgerClient client, string account, List<string> acknowledged, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var id = await DepositAsync(client, account, "from Olivia Quartz");
                lock (acknowledged)
                {
                    acknowledged.Add(id);
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
        {
            // The service is gone.
        }
    }
}
