using System.Text;
using System.Text.Json;
using Ledger.EventStore.Archive;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Audit;

public abstract class ExportSuite(LedgerService service) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = service.Url };

    private LedgerClient Client => service.Client;

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_whole_history_comes_out_in_order_and_is_sound()
    {
        await Client.OpenAsync("whole");
        var posted = (await Client.DepositAsync("whole", "12.75", description: "Größe")).ShouldBe(201);

        var (report, lines) = await ExportAsync("/v1/audit/export");

        report.IsSound.Should().BeTrue(string.Join('\n', report.Findings));
        report.Header!.IsWhole.Should().BeTrue();
        var last = lines[^2];
        last.GetProperty("stream").GetString().Should().Be("account-whole");
        last.GetProperty("position").GetString().Should().Be(posted.Header("Ledger-Position")).And.Be(report.Header.UpTo);
        last.GetProperty("data").GetProperty("personal").GetProperty("value").GetProperty("description").GetString().Should().Be("Größe");
        last.GetProperty("metadata").GetRawText().Should().Be(
            (await Client.ItemsAsync("/v1/accounts/whole/events"))[1].GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task One_account_comes_out_alone()
    {
        await Client.OpenAsync("one");
        await Client.OpenAsync("one-more");
        await Client.DepositAsync("one", "1.00");
        await Client.DepositAsync("one-more", "1.00");

        var (report, lines) = await ExportAsync("/v1/audit/export?accountId=one");

        report.IsSound.Should().BeTrue(string.Join('\n', report.Findings));
        report.NotChecked.Should().ContainSingle();
        lines[1..^1].Select(line => line.GetProperty("stream").GetString()).Should().Equal("account-one", "account-one");
    }

    [Fact]
    public async Task An_export_after_the_end_of_the_last_one_holds_what_came_since()
    {
        await Client.OpenAsync("since");
        var (before, _) = await ExportAsync("/v1/audit/export");
        await Client.DepositAsync("since", "1.00");
        await Client.DepositAsync("since", "2.00");

        var (all, lines) = await ExportAsync($"/v1/audit/export?after={before.Header!.UpTo}");
        var (account, _) = await ExportAsync($"/v1/audit/export?accountId=since&after={before.Header.UpTo}");
        var (nothing, _) = await ExportAsync($"/v1/audit/export?after={all.Header!.UpTo}");

        lines[1..^1].Select(line => line.GetProperty("revision").GetInt64()).Should().Equal(1, 2);
        (all.IsSound, account.IsSound, nothing.IsSound).Should().Be((true, true, true));
        (account.Events, nothing.Events).Should().Be((2, 0));
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_said_not_to_be() =>
        (await Client.GetAsync("/v1/audit/export?accountId=nobody")).ShouldBeProblem(404, "account-not-found");

    [Fact]
    public async Task A_client_that_takes_its_time_gets_everything()
    {
        await Client.OpenAsync("long");
        var text = new string('x', 500);
        for (var i = 0; i < 60; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.DepositAsync("long", "1.00", description: text)));
        }

        using var answer = await _http.GetAsync(
            new Uri("/v1/audit/export?accountId=long", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        await Client.DepositAsync("long", "1.00");

        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        (await ArchiveCopy.RunAsync(body, Stream.Null, null, TestContext.Current.CancellationToken)).Events.Should().BeGreaterThan(6000);
    }

    private async Task<(ArchiveReport Report, JsonElement[] Lines)> ExportAsync(string path)
    {
        var answer = (await Client.GetAsync(path)).ShouldBe(200);
        answer.MediaType.Should().Be("application/x-ndjson");
        using var directory = new Support.TempDirectory();
        await File.WriteAllTextAsync(directory.File("e"), answer.Text, new UTF8Encoding(false));
        var report = await ArchiveFile.CheckAsync(directory.File("e"), null, CancellationToken.None);
        return (report, [.. answer.Text.Split('\n')[..^1].Select(line => JsonDocument.Parse(line).RootElement.Clone())]);
    }
}
