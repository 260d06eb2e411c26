using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

[Collection(ProcessGroup.Name)]
public sealed class OtlpExportTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Metrics_and_traces_are_sent_where_the_environment_says()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var process = await LedgerProcess.StartAsync(
            _directory.Path,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=tested"));
        await process.Client.OpenAsync("a");
        (await process.Client.DepositAsync("a", "1.00")).ShouldBe(201);

        await UntilAsync(() => receiver.ReceivedAt("/v1/metrics").Contains("ledger.projection.lag", StringComparison.Ordinal));
        await UntilAsync(() => receiver.ReceivedAt("/v1/traces").Contains("POST /v1/transactions", StringComparison.Ordinal));
        (await process.TerminateAsync()).Should().Be(0);

        receiver.ReceivedAt("/v1/metrics").Should().ContainAll(
            "ledger.transactions", "ledger.append.events", "ledger.mailbox.open", "http.server.request.duration", "dotnet.gc.collections");
        receiver.ReceivedAt("/v1/traces").Should().ContainAll("service.name", "ledger", "deployment.environment", "tested");
    }

    [Fact]
    public async Task A_receiver_that_is_away_keeps_nobody_from_working()
    {
        using var process = await LedgerProcess.StartAsync(
            _directory.Path, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"));
        await process.Client.OpenAsync("a");
        (await process.Client.DepositAsync("a", "1.00")).ShouldBe(201);

        (await process.TerminateAsync()).Should().Be(0);
    }

    [Fact]
    public async Task An_address_that_is_none_ends_the_start_with_a_sentence()
    {
        using var process = await LedgerProcess.StartAsync(_directory.Path, ("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere at all"));

        (await process.ExitAsync()).Should().Be(1);
        process.Output.Should().Contain("OTEL_EXPORTER_OTLP_ENDPOINT").And.NotContain("   at ");
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            tries.Should().BeLessThan(300);
            await Task.Delay(50);
        }
    }
}
