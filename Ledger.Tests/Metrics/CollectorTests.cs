using System.Diagnostics.Metrics;

namespace Ledger.Tests.Metrics;

public sealed class CollectorTests : IDisposable
{
    private const int Threads = 8;
    private const int Each = 50_000;

    private readonly MetricLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Nothing_that_many_threads_add_while_it_is_scraped_is_lost()
    {
        var counter = _lab.Meter.CreateCounter<long>("tested.added");
        var parts = _lab.Meter.CreateCounter<double>("tested.parts");
        var histogram = _lab.Meter.CreateHistogram<int>("tested.sizes");
        var adding = Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    counter.Add(1);
                    parts.Add(0.5, new KeyValuePair<string, object?>("thread", thread % 2 == 0 ? "even" : "odd"));
                    histogram.Record(i % 7, new KeyValuePair<string, object?>("thread", thread));
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        var all = Task.WhenAll(adding);
        var before = 0.0;
        while (!all.IsCompleted)
        {
            // Every answer on the way is a whole one, and no count runs backwards.
            var now = _lab.Read().With("tested_added_total").SingleOrDefault()?.Value ?? 0;
            now.Should().BeGreaterThanOrEqualTo(before);
            before = now;
        }

        await all;
        var read = _lab.Read();
        read["tested_added_total"].Should().Be(Threads * Each);
        read["tested_parts_total", ("thread", "odd")].Should().Be(Threads * Each / 4.0);
        read.With("tested_sizes_count").Sum(sample => sample.Value).Should().Be(Threads * Each);
        read.With("tested_sizes_sum").Sum(sample => sample.Value).Should().Be(Threads * Enumerable.Range(0, Each).Sum(i => (double)(i % 7)));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_measurement()
    {
        var counter = _lab.Meter.CreateCounter<long>("tested.cheap");
        var histogram = _lab.Meter.CreateHistogram<double>("tested.cheap_time", "s");
        object status = 201;
        void Measure()
        {
            counter.Add(1);
            counter.Add(1, new KeyValuePair<string, object?>("kind", "a"));
            histogram.Record(0.001, new("method", "POST"), new("route", "/v1/transactions"), new KeyValuePair<string, object?>("status", status));
        }

        // Until the code is compiled as it stays, and every series is there.
        Enumerable.Range(0, 100).ToList().ForEach(_ => Measure());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            Measure();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000, "less than a byte a measurement");
    }

    [Fact]
    public void Labels_beyond_the_bound_are_added_up_in_one_series_and_counted()
    {
        var counter = _lab.Meter.CreateCounter<long>("tested.many");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 1_500; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("id", i));
            }
        }

        var read = _lab.Read();
        read.With("tested_many_total").Should().HaveCount(1_001);
        read["tested_many_total", ("otel_metric_overflow", "true")].Should().Be(1_000);
        read.With("tested_many_total").Sum(sample => sample.Value).Should().Be(3_000);
        read["ledger_metrics_overflowed_total", ("metric", "tested_many_total")].Should().Be(1_000);
    }

    [Fact]
    public void What_is_observed_is_as_it_is_at_the_scrape_and_gone_when_it_is_gone()
    {
        var rooms = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = 2 };
        _lab.Meter.CreateObservableGauge(
            "tested.rooms", () => rooms.Select(room => new Measurement<int>(room.Value, new KeyValuePair<string, object?>("room", room.Key))));
        _lab.Meter.CreateObservableCounter("tested.ticks", () => 41L);
        _lab.Lines("tested_rooms{").Should().Equal("tested_rooms{room=\"a\"} 1", "tested_rooms{room=\"b\"} 2");

        rooms.Remove("a");
        rooms["b"] = 3;

        _lab.Lines("tested_rooms{").Should().Equal("tested_rooms{room=\"b\"} 3");
        _lab.Read()["tested_ticks_total"].Should().Be(41);
    }

    [Fact]
    public void One_instrument_that_cannot_be_observed_takes_no_other_with_it()
    {
        _lab.Meter.CreateObservableGauge("tested.broken", int () => throw new InvalidOperationException("It is broken."));
        _lab.Meter.CreateObservableGauge("tested.whole", () => 1);

        var read = _lab.Read();
        read["tested_whole"].Should().Be(1);
        read.With("tested_broken").Should().BeEmpty();
    }

    [Fact]
    public void A_counter_cannot_fall_and_what_goes_up_and_down_can()
    {
        var counter = _lab.Meter.CreateCounter<double>("tested.up");
        counter.Add(1.5);
        counter.Add(-1);
        counter.Add(double.NaN);
        var gauge = _lab.Meter.CreateUpDownCounter<int>("tested.both");
        gauge.Add(2);
        gauge.Add(-5);

        var read = _lab.Read();
        read["tested_up_total"].Should().Be(1.5);
        read["tested_both"].Should().Be(-3);
        read.Types["tested_both"].Should().Be("gauge");
    }

    [Fact]
    public void Two_instruments_of_one_name_are_one_and_one_of_another_kind_is_left_out()
    {
        _lab.Meter.CreateCounter<long>("tested.twice").Add(1);
        _lab.Meter.CreateCounter<int>("tested.twice").Add(2);
        _lab.Meter.CreateUpDownCounter<int>("tested.twice").Add(4);
        _lab.Meter.CreateHistogram<int>("tested_twice").Record(8);

        _lab.Read()["tested_twice_total"].Should().Be(3);
        _lab.Read().Types.Keys.Where(name => name.StartsWith("tested_twice", StringComparison.Ordinal)).Should().Equal("tested_twice_total");
    }

    [Fact]
    public void What_another_service_in_the_process_measures_is_its_own()
    {
        using var other = new MetricLab();
        other.Meter.CreateCounter<long>("tested.other").Add(1);
        using var elsewhere = new Meter("Elsewhere");
        elsewhere.CreateCounter<long>("tested.elsewhere").Add(1);

        _lab.Read().Samples.Should().NotContain(sample => sample.Name.StartsWith("tested_", StringComparison.Ordinal));
    }

    [Fact]
    public void The_runtime_is_measured_too()
    {
        var read = _lab.Read();
        read["dotnet_process_memory_working_set_bytes"].Should().BePositive();
        read.With("dotnet_gc_collections_total").Should().NotBeEmpty();
    }
}
