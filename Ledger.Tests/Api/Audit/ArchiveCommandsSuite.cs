using System.Text.Json;
using Ledger.Tests.EventStore.Archive;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Audit;

/// <summary>Backup, restore, and the way to the other event store, as operators do it.</summary>
public abstract class ArchiveCommandsSuite : OwnStores
{
    private readonly TempDirectory _directory = new();
    private LedgerStores? _others;

    /// <summary>Empty stores, with events of the other kind.</summary>
    private LedgerStores Others => _others ??= Stores.HasSharedEvents ? new EmbeddedStores() : new EventStoreDbStores();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Others.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Others.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_ledger_moves_to_the_other_store_and_is_the_same()
    {
        string balance, history, shown;
        var file = _directory.File("ledger.ndjson");
        using (var process = await LedgerProcess.StartAsync(Stores))
        {
            await FillAsync(process.Client);
            var url = process.Client.Url.ToString();
            var export = await CommandRun.OfAsync("export", "--url", url, "--output", file, "--json");
            export.ExitCode.Should().Be(0, export.Error);
            JsonDocument.Parse(export.Output).RootElement.GetProperty("events").GetInt32().Should().Be(35);
            balance = (await process.Client.GetAsync("/v1/accounts/a/balance")).ShouldBe(200).Text;
            history = Timeless((await process.Client.GetAsync("/v1/accounts/a/events")).ShouldBe(200).Text);
            shown = Timeless((await CommandRun.OfAsync("accounts", "show", "a", "--url", url, "--json")).Output);
            (await CommandRun.OfAsync("export", "--url", url, "--account", "nobody")).ExitCode.Should().Be(1);
            await process.TerminateAsync();
        }

        (await CommandRun.OfAsync("verify-file", file)).ExitCode.Should().Be(0);
        var import = await CommandRun.OfAsync(["import", file, .. Others.Arguments]);
        import.ExitCode.Should().Be(0, import.Error);
        import.Output.Should().Contain("35 events imported, 0 already there");

        using (var other = await LedgerProcess.StartAsync(Others))
        {
            (await other.Client.GetAsync("/v1/accounts/a/balance")).ShouldBe(200).Text.Should().Be(balance);
            Timeless((await other.Client.GetAsync("/v1/accounts/a/events")).ShouldBe(200).Text).Should().Be(history);
            (await other.Client.DepositAsync("a", "1.00", "key-1")).ShouldBe(201).Header("Idempotency-Replayed").Should().Be("true");
            await other.TerminateAsync();
        }

        // Without a service the commands open the stores themselves, and say the same.
        Timeless((await CommandRun.OfAsync(["accounts", "show", "a", "--json", .. Others.Arguments])).Output).Should().Be(shown);
        var back = await CommandRun.OfAsync(["export", .. Others.Arguments]);
        back.ExitCode.Should().Be(0, back.Error);
        ArchiveLines(back.Output).Should().Equal(ArchiveLines(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task An_import_that_is_killed_again_and_again_ends_right()
    {
        var source = await Chained.LedgerAsync(30_000, accounts: 500);
        var export = await Chained.ExportAsync(source);
        var file = ArchiveBytes.Write(_directory, export);
        var (written, random) = (0L, new Random(3));
        for (var round = 0; round < 4; round++)
        {
            var goal = written + random.Next(500, 6000);
            await CommandRun.KillWhenAsync(async () => await WrittenAsync() > goal, ["import", file, .. Stores.Arguments]);
            written = await EventsAsync();
        }

        written.Should().BePositive("else no kill was in the middle of it");
        var import = await CommandRun.OfAsync(["import", file, "--json", .. Stores.Arguments]);

        import.ExitCode.Should().Be(0, import.Error);
        JsonDocument.Parse(import.Output).RootElement.GetProperty("alreadyThere").GetInt64().Should().Be(written);
        await using var opened = Stores.OpenEvents();
        (await Chained.ContentAsync(opened.Events)).Should().Equal(await Chained.ContentAsync(source));
    }

    [Fact]
    public async Task Stores_that_a_service_has_open_are_said_to_be()
    {
        using var process = await LedgerProcess.StartAsync(Stores);
        var run = await CommandRun.OfAsync([("ASPNETCORE_URLS", "http://127.0.0.1:1"), .. Environment()], "export");
        var import = await CommandRun.OfAsync(["import", ArchiveBytes.Write(_directory, await Chained.ExportAsync(await Chained.LedgerAsync(3))), .. Stores.Arguments]);

        if (Stores.HasSharedEvents)
        {
            run.ExitCode.Should().Be(0, run.Error);
        }
        else
        {
            run.ExitCode.Should().Be(2);
            run.Error.Should().ContainAll("in use by process", "http://127.0.0.1:1/");
        }

        import.ExitCode.Should().BeOneOf(1, 2);
        import.Error.Should().MatchRegex("in use by process|not the beginning of this export");
    }

    /// <summary>How many events the import has written, about, while it runs.</summary>
    private async Task<long> WrittenAsync()
    {
        if (Stores.HasSharedEvents)
        {
            return await EventsAsync();
        }

        // The log grows by some hundreds of bytes an event; nobody else may read it while the import has it.
        var wal = new FileInfo(Path.Combine(Stores.Directory, "ledger.db-wal"));
        return wal.Exists ? wal.Length / 1000 : 0;
    }

    private async Task<long> EventsAsync()
    {
        await using var opened = Stores.OpenEvents();
        return (await Chained.ContentAsync(opened.Events)).Count;
    }

    private static async Task FillAsync(LedgerClient client)
    {
        foreach (var account in new[] { "a", "b", "c" })
        {
            await client.OpenAsync(account);
        }

        await client.DepositAsync("a", "1.00", "key-1");
        for (var i = 0; i < 30; i++)
        {
            await client.DepositAsync(i % 3 == 0 ? "a" : "b", "10.00", description: "Größe 🏦");
        }
    }

    private static IEnumerable<string> ArchiveLines(string export) => export.Split('\n')[1..^2].Select(Timeless);

    private static string Timeless(string json) => System.Text.RegularExpressions.Regex.Replace(
        json, "\"position\":\"[^\"]*\"", string.Empty, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    private (string Name, string Value)[] Environment() => [("Ledger__DataDirectory", Stores.Directory), .. Stores.Settings];
}
