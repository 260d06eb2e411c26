using System.Diagnostics.Metrics;
using System.Globalization;
using Ledger.Api.Metrics.Exposition;
using Ledger.Tests.Support.Exposition;
using Microsoft.Net.Http.Headers;

namespace Ledger.Tests.Metrics;

public sealed class ExpositionTests : IDisposable
{
    private readonly MetricLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_counter_stands_there_with_its_text_and_its_type()
    {
        _lab.Meter.CreateCounter<int>("tested.done", "{thing}", "Done \\ so far,\nas \"they\" say").Add(3, [new("kind", "a")]);

        _lab.Lines("tested_done").Should().Equal(
            "# HELP tested_done_total Done \\\\ so far,\\nas \"they\" say", "# TYPE tested_done_total counter", "tested_done_total{kind=\"a\"} 3");
        _lab.Lines("tested_done", ExpositionFormat.OpenMetrics).Should().Equal(
            "# HELP tested_done Done \\\\ so far,\\nas \\\"they\\\" say", "# TYPE tested_done counter", "tested_done_total{kind=\"a\"} 3");
    }

    [Theory]
    [InlineData("quote \" back \\ line \n tab \t end")]
    [InlineData("},le=\"1\"")]
    [InlineData("\\n")]
    [InlineData("")]
    [InlineData("žluťoučký 🎉")]
    public void A_label_comes_back_as_it_was(string value)
    {
        _lab.Meter.CreateCounter<long>("tested.label").Add(1, [new("kind", value), new("other", null)]);

        _lab.Read().With("tested_label_total").Single().Labels.Should().BeEquivalentTo(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = value, ["other"] = string.Empty });
    }

    [Fact]
    public void Labels_are_told_apart_by_what_they_say_and_not_by_their_order_or_their_types()
    {
        var counter = _lab.Meter.CreateCounter<long>("tested.same");
        counter.Add(1, new("b", 2), new("a", true));
        counter.Add(2, new("a", true), new KeyValuePair<string, object?>("b", 2));
        counter.Add(4, new("a", "true"), new KeyValuePair<string, object?>("b", "2"));
        counter.Add(8, new("a.x", "1"), new KeyValuePair<string, object?>("a_x", "2"));

        _lab.Lines("tested_same_total{").Should().Equal("tested_same_total{a=\"true\",b=\"2\"} 7", "tested_same_total{a_x=\"1;2\"} 8");
    }

    [Fact]
    public void A_histogram_says_how_many_were_no_larger()
    {
        var histogram = _lab.Meter.CreateHistogram<double>("tested.time", "s");
        foreach (var seconds in new[] { 0.0001, 0.00011, 3, 11, double.NaN, double.PositiveInfinity })
        {
            histogram.Record(seconds, new KeyValuePair<string, object?>("kind", "a"));
        }

        var read = _lab.Read();
        read["tested_time_seconds_bucket", ("le", "0.0001")].Should().Be(1);
        read["tested_time_seconds_bucket", ("le", "0.00025")].Should().Be(2);
        read["tested_time_seconds_bucket", ("le", "5")].Should().Be(3);
        read["tested_time_seconds_bucket", ("le", "+Inf")].Should().Be(4);
        read["tested_time_seconds_count", ("kind", "a")].Should().Be(4);
        read["tested_time_seconds_sum", ("kind", "a")].Should().BeApproximately(14.00021, 1e-9);
        _lab.Lines("tested_time_seconds_bucket", ExpositionFormat.OpenMetrics).Should().Contain(line => line.Contains("le=\"5.0\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("By", "256")]
    [InlineData("ms", "0.1")]
    [InlineData("{event}", "1")]
    [InlineData(null, "1")]
    public void The_buckets_fit_the_unit(string? unit, string smallest)
    {
        _lab.Meter.CreateHistogram<int>("tested.fit", unit).Record(1);
        _lab.Read().Samples.First(sample => sample.Name.StartsWith("tested_fit", StringComparison.Ordinal)).Labels["le"].Should().Be(smallest);
    }

    [Fact]
    public void Buckets_that_an_instrument_advises_are_taken_with_finer_ones_below()
    {
        _lab.Meter.CreateHistogram("tested.advised", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 7] }).Record(1);
        _lab.Read().With("tested_advised_seconds_bucket").Select(sample => sample.Labels["le"])
            .Should().Equal("0.0001", "0.00025", "0.0005", "0.001", "7", "+Inf");
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.NumberFormat.NaNSymbol) = (",", "~", "nix");
        var gauge = _lab.Meter.CreateGauge<double>("tested.number");
        foreach (var (value, at) in new[] { -1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-7, 1e21 }.Select((value, at) => (value, at)))
        {
            gauge.Record(value, new KeyValuePair<string, object?>("at", at));
        }

        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            _lab.Read().With("tested_number").Select(sample => sample.Text).Should().Equal("-1.5", "NaN", "+Inf", "-Inf", "1E-07", "1E+21");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("", "text/plain")]
    [InlineData("*/*", "text/plain")]
    [InlineData("text/html", "text/plain")]
    [InlineData("application/openmetrics-text", "application/openmetrics-text")]
    [InlineData("application/openmetrics-text;version=0.0.1", "text/plain")]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"", "application/openmetrics-text")]
    [InlineData("application/openmetrics-text;q=0", "text/plain")]
    [InlineData("text/plain, application/openmetrics-text;q=0.5", "text/plain")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", "application/openmetrics-text")]
    public void OpenMetrics_is_for_who_asks_for_it(string accept, string type)
    {
        var format = ExpositionFormat.For(MediaTypeHeaderValue.TryParseList([accept], out var accepted) ? accepted : []);
        format.ContentType.Should().StartWith(type + ";");
    }

    [Fact]
    public void The_parser_of_these_tests_accepts_nothing_that_is_wrong()
    {
        foreach (var wrong in new[]
        {
            "a 1", "# TYPE a gauge\na 1", "# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n", "# TYPE a gauge\na 1\na 2\n", "# TYPE a gauge\na  1\n",
            "# TYPE a gauge\na{b=\"\"\"} 1\n", "# TYPE a gauge\na{b=\"\\x\"} 1\n", "# TYPE a counter\na 1\n", "# TYPE a_total counter\na_total -1\n",
            "# TYPE a gauge\na 1,5\n", "# TYPE a gauge\n# TYPE a gauge\n", "# TYPE a gauge\nb 1\n",
            "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
            "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
            "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 2\na_sum 1\na_count 1\n",
        })
        {
            FluentActions.Invoking(() => ExpositionText.Parse(wrong)).Should().Throw<Exception>(wrong);
        }
    }
}
