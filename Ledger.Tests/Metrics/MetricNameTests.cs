using Ledger.Api.Metrics.Aggregation;

namespace Ledger.Tests.Metrics;

public sealed class MetricNameTests
{
    [Theory]
    [InlineData("ledger.append.events", "{event}", "Counter", "ledger_append_events_total")]
    [InlineData("ledger.append.duration", "s", "Histogram", "ledger_append_duration_seconds")]
    [InlineData("ledger.projection.lag", "ms", "Gauge", "ledger_projection_lag_milliseconds")]
    [InlineData("dotnet.process.cpu.time", "s", "Counter", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "Counter", "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("already.bytes", "By", "Gauge", "already_bytes")]
    [InlineData("already_total", null, "Counter", "already_total")]
    [InlineData("share", "1", "Gauge", "share_ratio")]
    [InlineData("share", "1", "Counter", "share_total")]
    [InlineData("full", "%", "Gauge", "full_percent")]
    [InlineData("speed", "By/s", "Gauge", "speed_bytes_per_second")]
    [InlineData("rate", "{request}/s", "Gauge", "rate_per_second")]
    [InlineData("odd--name..here", "", "Gauge", "odd_name_here")]
    [InlineData("1st", null, "Gauge", "_1st")]
    [InlineData("größe", null, "Gauge", "gr_e")]
    [InlineData("temperature", "Cel", "Gauge", "temperature_Cel")]
    public void An_instrument_has_the_name_that_the_conventions_give_it(string instrument, string? unit, string kind, string name) =>
        MetricName.Of(instrument, unit, Enum.Parse<MetricKind>(kind)).Sample.Should().Be(name);

    [Theory]
    [InlineData("http.route", "http_route")]
    [InlineData("a:b", "a_b")]
    [InlineData("9", "_9")]
    [InlineData("__reserved", "_reserved")]
    [InlineData("le", "le_")]
    public void A_label_has_a_name_that_is_no_other_ones(string tag, string name) => MetricName.LabelOf(tag).Should().Be(name);
}
