using System.Text.Json;
using Ledger.Tests.Support.Service;
using static Ledger.Tests.Api.Matches.MatchingLab;

namespace Ledger.Tests.Api.Matches;

/// <summary>Other rules on the same history: what they would have matched, against what was. Nothing is written.</summary>
public abstract class BacktestsSuite : OwnStores
{
    private const string Strict = """{"version":"strict","method":"exact-names","minScore":0.9,"fields":["description"],"types":["deposit"]}""";
    private const string Like = """{"version":"like-it","method":"names","minScore":0.9,"fields":["description"],"types":["deposit","withdrawal"]}""";

    private string[] _transactions = [];

    private string Rules => Path.Combine(Stores.Directory, "strict.json");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await File.WriteAllTextAsync(Rules, Strict);
    }

    [Fact]
    public async Task It_shows_what_is_the_same_another_new_missing_and_taken_back()
    {
        using var process = await FillAsync();
        var before = await EventsOfAllAsync(process.Client);

        var strict = await RunAsync(process.Client, Strict);

        strict.GetProperty("status").GetString().Should().Be("done", strict.GetRawText());
        Numbers(strict, "decisions", "match", "below", "ambiguous", "none", "notLookedAt").Should().Equal(3, 0, 1, 2, 1);
        Numbers(strict, "recorded", "same", "otherUser", "new", "missing", "takenBack").Should().Equal(0, 1, 1, 2, 1);
        (strict.GetProperty("transactions").GetInt64(), strict.GetProperty("total").GetInt64()).Should().Be((7, 7));
        var differences = strict.GetProperty("differences").EnumerateArray().ToList();
        differences.Select(each => (Text(each, "kind"), Text(each, "transactionId"))).Should().Equal(
            ("other-user", _transactions[1]), ("new", _transactions[4]), ("missing", _transactions[0]), ("missing", _transactions[5]), ("taken-back", _transactions[2]));
        var other = differences[0];
        (Text(other, "decision"), Text(other.GetProperty("found"), "userId"), Text(other.GetProperty("found"), "name")).Should().Be(("match", "olivia", "Olivia Quartz"));
        (Text(other.GetProperty("recorded"), "userId"), Text(other.GetProperty("recorded"), "method"), Text(other.GetProperty("recorded"), "status")).Should().Be(("benjamin", "manual", "recorded"));
        Text(differences[2], "decision").Should().Be("none");
        Text(differences[3], "decision").Should().Be("not-looked-at");

        var like = await RunAsync(process.Client, Like);
        Numbers(like, "recorded", "same", "otherUser", "new", "missing", "takenBack").Should().Equal(2, 1, 1, 0, 1);
        (await EventsOfAllAsync(process.Client)).Should().Be(before, "nothing is written");
    }

    [Fact]
    public async Task The_command_says_it_as_text_and_as_json_over_the_service_and_over_the_stores()
    {
        string before, text;
        using (var process = await FillAsync())
        {
            before = await EventsOfAllAsync(process.Client);
            var run = await CommandRun.OfAsync("matching", "backtest", "--rules", Rules, "--url", $"{process.Client.Url}");
            run.ExitCode.Should().Be(1, run.Error + run.Output);
            run.Output.Should().StartWith("Rules strict over 7 transactions of the service at ")
                .And.Contain("  3 match, 0 below 0.9, 1 ambiguous, 2 name nobody, 1 not looked at")
                .And.Contain("  0 the same, 1 another user, 1 new, 2 missing, 1 taken back by somebody")
                .And.Contain($"{_transactions[1]} \"from Olivia Quartz, for Benjamin\"")
                .And.MatchRegex("match: olivia \"Olivia Quartz\" [01][.][0-9]{4}; recorded: benjamin by manual");
            text = run.Output[(run.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            (await process.TerminateAsync()).Should().Be(0);
        }

        var stores = await CommandRun.OfAsync(["matching", "backtest", "--rules", Rules, .. Stores.Arguments]);
        stores.ExitCode.Should().Be(1, stores.Error + stores.Output);
        stores.Output.Should().EndWith(text);
        var json = await CommandRun.OfAsync(["matching", "backtest", "--rules", Rules, "--json", .. Stores.Arguments]);
        json.ExitCode.Should().Be(1, json.Error);
        Numbers(JsonDocument.Parse(json.Output).RootElement, "recorded", "same", "otherUser", "new", "missing", "takenBack").Should().Equal(0, 1, 1, 2, 1);

        using var after = await LedgerProcess.StartAsync(Stores);
        (await EventsOfAllAsync(after.Client)).Should().Be(before, "nothing is written");
    }

    [Fact]
    public async Task Rules_that_lead_to_what_is_recorded_end_with_0_and_what_cannot_be_carried_out_with_2()
    {
        using var process = await StartAsync(Stores, "record");
        await RegisterAsync(process.Client);
        await PassAsync(process.Client);
        var same = await CommandRun.OfAsync("matching", "backtest", "--rules", Rules, "--url", $"{process.Client.Url}");
        same.ExitCode.Should().Be(0, same.Error + same.Output);

        await File.WriteAllTextAsync(Rules, """{"version":"x"}""", TestContext.Current.CancellationToken);
        var wrong = await CommandRun.OfAsync("matching", "backtest", "--rules", Rules, "--url", $"{process.Client.Url}");
        (wrong.ExitCode, wrong.Output).Should().Be((2, string.Empty));
        wrong.Error.Should().Contain("cannot be used").And.Contain("method must be one of names, exact-names");
        (await CommandRun.OfAsync("matching", "backtest", "--url", $"{process.Client.Url}")).ExitCode.Should().Be(2);
    }

    /// <summary>A history by the built-in rules, with what people said beside it.</summary>
    private async Task<LedgerProcess> FillAsync()
    {
        var process = await StartAsync(Stores, "record");
        var client = process.Client;
        await RegisterAsync(client);
        var slip = await DepositAsync(client, "a", "from Olivia Quarz");
        await MatchedAsync(client, slip);
        var other = await DepositAsync(client, "a", "from Olivia Quartz, for Benjamin");
        (await UndoAsync(client, await MatchedAsync(client, other))).ShouldBe(200);
        (await client.PostAsync($"/v1/transactions/{other}/matches", new { userId = "benjamin" })).ShouldBe(201);
        var undone = await DepositAsync(client, "a", "from Olivia Quartz");
        (await UndoAsync(client, await MatchedAsync(client, undone))).ShouldBe(200);
        var late = await DepositAsync(client, "a", "from Zacharias Underhill");
        var ambiguous = await DepositAsync(client, "a", "from Emma Brown");
        var nobody = await DepositAsync(client, "a", "Electricity");
        var paid = (await client.WithdrawAsync("a", "1.00", description: "to Olivia Quartz")).ShouldBe(201).Member("id")!;
        await MatchedAsync(client, paid);
        (await client.PostAsync("/v1/users", new { id = "zacharias", name = "Zacharias Underhill" })).ShouldBe(201);
        _transactions = [slip, other, undone, ambiguous, late, paid, nobody];
        return process;
    }

    private static async Task<JsonElement> RunAsync(LedgerClient client, string rules)
    {
        var begun = (await client.PostAsync("/v1/ops/matching/backtests", rules)).ShouldBe(202);
        begun.Member("id").Should().NotBeNull();
        for (var answer = begun; ; answer = (await client.GetAsync(begun.Header("Location")!)).ShouldBe(200))
        {
            if (answer.Member("status") != "running")
            {
                return answer.Json;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<long> Numbers(JsonElement answer, string part, params string[] names) =>
        names.Select(name => answer.GetProperty(part).GetProperty(name).GetInt64());

    /// <summary>Everything that was recorded about accounts and users, as it is exported.</summary>
    private static async Task<string> EventsOfAllAsync(LedgerClient client) => string.Join(
        '\n',
        (await client.GetAsync("/v1/audit/export")).ShouldBe(200).Text.Split('\n').Where(line => line.Contains("\"stream\":\"account-", StringComparison.Ordinal)));
}
