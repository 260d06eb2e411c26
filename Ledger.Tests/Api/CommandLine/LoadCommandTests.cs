using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.CommandLine;

/// <summary>The command <c>load</c> as its users run it.</summary>
[Collection(ProcessGroup.Name)]
public sealed class LoadCommandTests : IAsyncLifetime
{
    private readonly EmbeddedStores _stores = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-load-").FullName;
    private LedgerProcess _service = null!;

    private string Refused => Path.Combine(_folder, "refused");

    public async ValueTask InitializeAsync() => _service = await LedgerProcess.StartAsync(_stores);

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        await _stores.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_same_folder_does_nothing_a_second_time_with_keys_or_without()
    {
        await WriteAsync("accounts.ndjson", """{"id":"a","currency":"EUR"}""", """{"id":"b","currency":"EUR"}""");
        await WriteAsync("transactions.ndjson", [.. Enumerable.Range(1, 3_000).Select(i => i % 2 == 0
            ? """{"accountId":"a","type":"deposit","amount":"1.00","currency":"EUR"}"""
            : $$$"""{"idempotencyKey":"k{{{i}}}","accountId":"b","type":"deposit","amount":1.00,"currency":"EUR","metadata":{"n":1.10}}""")]);

        var first = await LoadAsync();
        first.ExitCode.Should().Be(0, first.Error);
        first.Output.Should().Contain("transactions.ndjson: 3000 of 3000 lines answered")
            .And.Contain("opened 2, posted 3000, already there 0, refused 0, not taken 0");
        var second = await LoadAsync();
        second.ExitCode.Should().Be(0, second.Error);
        second.Output.Should().Contain("opened 0, posted 0, already there 3002, refused 0, not taken 0");

        (await _service.Client.BalanceAsync("a")).Should().Be("1500.00");
        (await _service.Client.BalanceAsync("b")).Should().Be("1500.00");
        (await _service.Client.ItemsAsync("/v1/transactions?accountId=b&limit=1"))[0].GetProperty("metadata").GetRawText().Should().Contain("1.10");
        Directory.Exists(Refused).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_refused_can_be_mended_and_loaded()
    {
        await WriteAsync("accounts.ndjson", """{"id":"a","currency":"EUR"}""", """{"id":"b","currency":"EURO"}""");
        await WriteAsync(
            "transactions.ndjson",
            "# a comment",
            """{"idempotencyKey":"in","accountId":"a","type":"deposit","amount":"10.00","currency":"EUR"}""",
            """{"idempotencyKey":"out","accountId":"a","type":"withdrawal","amount":"11.00","currency":"EUR"}""",
            string.Empty,
            """{"accountId":"a","type":"deposit","amount":"1.001","currency":"EUR"}""",
            "{not json",
            """{"accountId":"b","type":"deposit","amount":"1.00","currency":"EUR"}""");

        var first = await LoadAsync();
        first.ExitCode.Should().Be(1, first.Output);
        first.Output.Should().Contain("opened 1, posted 1, already there 0, refused 1, not taken 4")
            .And.Contain("insufficient-funds: 1 refused, and recorded as such").And.Contain("transactions.ndjson:6 malformed-json: ")
            .And.Contain($"What was refused is in {Refused}");
        var lines = await ReadAsync("transactions.ndjson");
        lines.Should().HaveCount(8).And.Contain(line => line.StartsWith("# transactions.ndjson:5 invalid-request: amount", StringComparison.Ordinal))
            .And.Contain("{not json");

        await MendAsync("accounts.ndjson", ("EURO", "EUR"));
        await MendAsync("transactions.ndjson", ("1.001", "1.00"), ("{not json", string.Empty), ("11.00", "2.00"));
        var second = await LoadAsync("refused");
        second.ExitCode.Should().Be(0, second.Output);
        second.Output.Should().Contain("opened 1, posted 3, already there 0, refused 0, not taken 0");
        (await _service.Client.BalanceAsync("a")).Should().Be("9.00");
        (await _service.Client.BalanceAsync("b")).Should().Be("1.00");

        // What is said once more is what was recorded, and what was mended is not written over.
        var mended = await ReadAsync("transactions.ndjson");
        var again = await LoadAsync();
        again.Output.Should().Contain("opened 0, posted 0, already there 4, refused 0, not taken 3").And.Contain("insufficient-funds: 1 already refused before");
        again.Output.Should().Contain("refused-2");
        (await ReadAsync("transactions.ndjson")).Should().Equal(mended);
    }

    [Fact]
    public async Task Through_kills_of_the_service_everything_is_posted_once()
    {
        const int count = 60_000;
        await WriteAsync("accounts.ndjson", """{"id":"a","currency":"EUR"}""", """{"id":"b","currency":"EUR"}""");
        await WriteAsync("transactions.ndjson", [.. Enumerable.Range(0, count).Select(i =>
            $$"""{"accountId":"{{(i % 2 == 0 ? "a" : "b")}}","type":"deposit","amount":"1.00","currency":"EUR"}""")]);
        var url = _service.Client.Url;
        var run = CommandRun.OfAsync("load", _folder, "--url", url.ToString(), "--connections", "2");
        var kills = 0;
        while (kills < 3 && await PostsMoreAsync(run))
        {
            await _service.KillAsync();
            kills += run.IsCompleted ? 0 : 1;
            _service.Dispose();
            _service = await LedgerProcess.StartAsync(_stores, url);
        }

        kills.Should().BePositive("else this would prove nothing");
        var ended = await run;
        ended.ExitCode.Should().Be(0, ended.Error + ended.Output);
        (await _service.Client.BalanceAsync("a")).Should().Be($"{count / 2}.00");
        (await _service.Client.BalanceAsync("b")).Should().Be($"{count / 2}.00");
    }

    [Fact]
    public async Task Where_nothing_can_be_loaded_it_says_why_and_ends_with_2()
    {
        var nothing = await LoadAsync();
        nothing.ExitCode.Should().Be(2);
        nothing.Error.Should().Contain("There is none of ");

        await WriteAsync("accounts.ndjson", """{"id":"a","currency":"EUR"}""");
        var nobody = await CommandRun.OfAsync("load", _folder, "--url", "http://127.0.0.1:9");
        nobody.ExitCode.Should().Be(2);
        nobody.Error.Should().Contain("No service answers at http://127.0.0.1:9/");
    }

    /// <summary>Waits until the service has posted more than it had; false where the run has ended.</summary>
    private async Task<bool> PostsMoreAsync(Task run)
    {
        var before = await CountAsync();
        while (!run.IsCompleted)
        {
            if (await CountAsync() > before)
            {
                return true;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return false;
    }

    private async Task<long> CountAsync() =>
        await _service.Client.GetAsync("/v1/accounts/a") is { Status: 200 } account ? account.Json.GetProperty("revision").GetInt64() : 0;

    private Task<CommandRun> LoadAsync(string within = "") => CommandRun.OfAsync("load", Path.Combine(_folder, within), "--url", _service.Client.Url.ToString());

    private Task WriteAsync(string name, params string[] lines) => File.WriteAllLinesAsync(Path.Combine(_folder, name), lines);

    private Task<string[]> ReadAsync(string name) => File.ReadAllLinesAsync(Path.Combine(Refused, name));

    private async Task MendAsync(string name, params (string Wrong, string Right)[] changes)
    {
        var path = Path.Combine(Refused, name);
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, changes.Aggregate(text, (mended, change) => mended.Replace(change.Wrong, change.Right, StringComparison.Ordinal)));
    }
}
