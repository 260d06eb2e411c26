using System.Diagnostics;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.CommandLine;

public sealed class HealthCommandTests(EmbeddedLedgerService service) : IClassFixture<EmbeddedLedgerService>
{
    [Fact]
    public async Task A_ready_service_is_reported_with_code_0_and_nothing_more()
    {
        await UntilReadyAsync();

        var run = await CommandRun.OfAsync("health", "--url", service.Url.ToString());

        run.Should().Be(new CommandRun(0, "ready\n", string.Empty));
    }

    [Fact]
    public async Task Without_an_address_it_asks_where_the_environment_says_that_the_service_listens()
    {
        await UntilReadyAsync();

        var byUrls = await CommandRun.OfAsync([("ASPNETCORE_URLS", $"http://*:{service.Url.Port}")], "health");
        var byPorts = await CommandRun.OfAsync([("ASPNETCORE_URLS", string.Empty), ("ASPNETCORE_HTTP_PORTS", $"{service.Url.Port}")], "health");

        byUrls.Should().Be(new CommandRun(0, "ready\n", string.Empty));
        byPorts.Should().Be(new CommandRun(0, "ready\n", string.Empty));
    }

    [Fact]
    public async Task A_degraded_service_is_reported_with_code_0_and_with_what_is_not_ready()
    {
        await using var stub = await StubService.AnsweringAsync(200, """
            {"status":"degraded","dependencies":{
              "eventStore":{"status":"ready","detail":null},
              "projections.accounts":{"status":"live","detail":null},
              "projections.transactions":{"status":"catching-up","detail":null},
              "projections.transaction_ids":{"status":"live","detail":"The disk is full."}}}
            """);

        var run = await CommandRun.OfAsync("health", "--url", stub.Url);

        run.Should().Be(new CommandRun(
            0, "degraded\n  projections.transactions: catching-up\n  projections.transaction_ids: live, The disk is full.\n", string.Empty));
    }

    [Fact]
    public async Task An_unavailable_service_is_reported_with_code_1_and_the_reason()
    {
        await using var stub = await StubService.AnsweringAsync(
            503, """{"status":"unavailable","dependencies":{"eventStore":{"status":"unavailable","detail":"The disk is full."}}}""");

        var run = await CommandRun.OfAsync("health", "--url", stub.Url);

        run.Should().Be(new CommandRun(1, "unavailable\n  eventStore: unavailable, The disk is full.\n", string.Empty));
    }

    [Theory]
    [InlineData(200, "<html></html>")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"status":"ready"}""")]
    [InlineData(200, """{"status":"ready","dependencies":{"eventStore":null}}""")]
    [InlineData(404, """{"title":"Not found","status":404}""")]
    public async Task An_answer_that_no_ledger_gives_is_reported_with_code_1(int status, string body)
    {
        await using var stub = await StubService.AnsweringAsync(status, body);

        var run = await CommandRun.OfAsync("health", "--url", stub.Url);

        run.Should().Be(new CommandRun(1, string.Empty, $"What answers at {stub.Url}/ is not a ledger.\n"));
    }

    [Fact]
    public async Task No_service_is_reported_with_code_1_and_the_address()
    {
        var run = await CommandRun.OfAsync("health", "--url", "http://127.0.0.1:1");

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("http://127.0.0.1:1").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up_on_before_a_health_check_would_be_ended()
    {
        await using var stub = await StubService.SilentAsync();
        var clock = Stopwatch.StartNew();

        var run = await CommandRun.OfAsync("health", "--url", stub.Url);

        run.Should().Be(new CommandRun(1, string.Empty, $"No answer from {stub.Url}/ within 3 seconds.\n"));
        // Generous: what the time limit must not become is that of HttpClient, which is 100 seconds.
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("localhost:5080")]
    [InlineData("ftp://localhost")]
    [InlineData("")]
    public async Task A_wrong_address_is_refused_with_an_example(string address)
    {
        var run = await CommandRun.OfAsync("health", "--url", address);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("--url is an address such as http://127.0.0.1:5080.");
    }

    [Fact]
    public async Task Its_help_shows_an_example()
    {
        var run = await CommandRun.OfAsync("health", "--help");

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("Example: Ledger.Api health --url http://127.0.0.1:5080");
    }

    /// <summary>Right after a start it is degraded until the projections have looked at the log.</summary>
    private async Task UntilReadyAsync()
    {
        for (var i = 0; (await service.Client.GetAsync("/health/ready")).Member("status") != "ready"; i++)
        {
            i.Should().BeLessThan(500);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

[Collection(ProcessGroup.Name)]
public sealed class HealthOfAProcessTests
{
    [Fact]
    public async Task A_service_is_healthy_from_its_start_to_its_end()
    {
        using var directory = new ServiceDirectory();
        using var process = await LedgerProcess.StartAsync(directory.Path);
        var url = process.Client.Url.ToString();

        (await CommandRun.OfAsync("health", "--url", url)).ExitCode.Should().Be(0);
        await process.TerminateAsync();
        (await CommandRun.OfAsync("health", "--url", url)).ExitCode.Should().Be(1);
    }
}
