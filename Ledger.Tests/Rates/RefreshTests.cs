using System.Diagnostics.Metrics;
using System.Net;
using Ledger.Api.Rates;
using Ledger.Api.Rates.Feed;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Rates;

public sealed class RefreshTests : IDisposable
{
    private const string Day = "2026-04-17";

    private readonly TempDirectory _directory = new();
    private readonly FeedDouble _source = new();
    private readonly FeedClock _clock = new();
    private readonly Meter _meter = new("test");
    private readonly RateFeed _feed;
    private readonly FeedState _state;

    public RefreshTests()
    {
        _feed = new(new Uri("https://rates.example/daily.xml"), _source, _clock);
        _state = new(_feed.Host, _clock);
    }

    private string FilePath => Path.Combine(_directory.Path, "ledger", RateFile.Name);

    public void Dispose()
    {
        _feed.Dispose();
        _source.Dispose();
        _meter.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_comes_is_known_over_the_bundled_table_and_after_the_next_start()
    {
        var rates = Rates();
        using var refresher = Refresher(rates);
        _source.Answers(RateSamples.Feed(Day, ("USD", "1.2"), ("KWD", "0.36")));

        (await refresher.RefreshAsync(Cancel)).Should().BeTrue();

        (RateOf(rates, "USD"), RateOf(rates, "KWD"), RateOf(rates, "ZAR")).Should().Be(("1.2", "0.36", "19.3849"));
        _source.Answer = _ => throw new HttpRequestException("Nobody is there.");
        var restarted = Rates();
        using var next = Refresher(restarted);
        await next.StartAsync(Cancel);
        (RateOf(restarted, "USD"), RateOf(restarted, "KWD")).Should().Be(("1.2", "0.36"));
        await next.StopAsync(Cancel);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("failing")]
    [InlineData("slow")]
    [InlineData("slow in the middle")]
    [InlineData("garbage")]
    [InlineData("oversized")]
    public async Task Whatever_is_wrong_with_the_source_the_last_known_rates_stay(string fault)
    {
        var rates = Rates();
        using var refresher = Refresher(rates);
        _source.Answers(RateSamples.Feed(Day, ("USD", "1.2")));
        await refresher.RefreshAsync(Cancel);
        var known = await File.ReadAllTextAsync(FilePath, Cancel);
        Break(fault);

        (await refresher.RefreshAsync(Cancel)).Should().BeFalse();

        _source.Calls.Should().Be(1 + 3, "it is tried a few times");
        RateOf(rates, "USD").Should().Be("1.2");
        (await File.ReadAllTextAsync(FilePath, Cancel)).Should().Be(known);
    }

    [Fact]
    public async Task A_source_that_fails_once_is_asked_again_at_once()
    {
        var rates = Rates();
        using var refresher = Refresher(rates);
        _source.Answer = _ =>
        {
            _source.Answers(RateSamples.Feed(Day, ("USD", "1.2")));
            throw new HttpRequestException("Reset.");
        };

        (await refresher.RefreshAsync(Cancel)).Should().BeTrue();

        (_source.Calls, RateOf(rates, "USD")).Should().Be((2, "1.2"));
    }

    [Fact]
    public async Task A_source_that_stays_down_is_left_alone_for_a_while_and_then_asked_once()
    {
        using var refresher = Refresher(Rates());
        for (var i = 0; i < 3; i++)
        {
            await refresher.RefreshAsync(Cancel);
        }

        var calls = _source.Calls;
        await refresher.RefreshAsync(Cancel);
        _clock.Now += TimeSpan.FromMinutes(14);
        await refresher.RefreshAsync(Cancel);
        _source.Calls.Should().Be(calls);

        _clock.Now += TimeSpan.FromMinutes(1);
        await refresher.RefreshAsync(Cancel);
        _source.Calls.Should().Be(calls + 3);
        await refresher.RefreshAsync(Cancel);
        _source.Calls.Should().Be(calls + 3, "one more failure opens it again");

        _clock.Now += TimeSpan.FromMinutes(15);
        _source.Answers(RateSamples.Feed(Day, ("USD", "1.2")));
        (await refresher.RefreshAsync(Cancel)).Should().BeTrue();
        (await refresher.RefreshAsync(Cancel)).Should().BeTrue("a success closes it");
    }

    [Fact]
    public async Task Health_says_what_is_known_and_how_the_source_does()
    {
        var rates = Rates();
        using var refresher = Refresher(rates);
        var health = new RatesHealth(rates, _state);
        health.Look().Should().Be(("live", null, false, new RatesAnswer("rates.example", new(2026, 4, 13), null, CircuitOpen: false)));

        _source.Answers(RateSamples.Feed(Day, ("USD", "1.2")));
        await refresher.RefreshAsync(Cancel);
        var fetched = _clock.Now;
        health.Look().Should().Be(("live", null, false, new RatesAnswer("rates.example", new(2026, 4, 17), fetched, CircuitOpen: false)));

        _source.Answer = _ => throw new HttpRequestException("Nobody is there.");
        for (var failures = 1; failures <= 3; failures++)
        {
            _clock.Now += TimeSpan.FromMinutes(1);
            await refresher.RefreshAsync(Cancel);
            var (status, detail, isDegraded, known) = health.Look();
            (status, isDegraded, known).Should().Be(("held-up", true, new("rates.example", new(2026, 4, 17), fetched, CircuitOpen: failures == 3)));
            detail.Should().Contain("rates.example").And.Contain("2026-04-17").And.Contain(fetched.ToString("O"));
        }

        _clock.Now += TimeSpan.FromMinutes(15);
        _source.Answers(RateSamples.Feed(Day, ("USD", "1.2")));
        await refresher.RefreshAsync(Cancel);
        health.Look().Should().Be(("live", null, false, new RatesAnswer("rates.example", new(2026, 4, 17), _clock.Now, CircuitOpen: false)));
        new RatesHealth(rates, feed: null).Look().Should().Be(("live", null, false, new RatesAnswer("bundled", new(2026, 4, 17), null, CircuitOpen: false)));
    }

    [Theory]
    [InlineData("2026-04-17,USD,1.2")]
    [InlineData("2026-04-17,USD,-1,ECB")]
    [InlineData("\0\0\0")]
    public void A_damaged_file_is_left_aside(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);

        new RateFile(FilePath, NullLogger<RateFile>.Instance).Read().Should().BeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static KnownRates Rates() => new(Currency.Parse("EUR"), BundledRates.Read());

    private static string? RateOf(KnownRates rates, string code) =>
        rates.Table.Find(Currency.Parse(code), rates.Reporting, new(2026, 4, 20))?.Of.ToString();

    private RateRefresher Refresher(KnownRates rates) => new(
        _feed, _state, new(FilePath, NullLogger<RateFile>.Instance), rates, new(_meter, rates, _clock), _clock, NullLogger<RateRefresher>.Instance);

    private void Break(string fault)
    {
        switch (fault)
        {
            case "failing":
                _source.Answers(RateSamples.Feed(Day, ("USD", "9")), HttpStatusCode.InternalServerError);
                break;
            case "slow":
                _source.Answer = async cancel =>
                {
                    await Task.Delay(Timeout.Infinite, cancel);
                    return new();
                };
                break;
            case "slow in the middle":
                _source.Answer = _ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new SilentStream()) });
                break;
            case "garbage":
                _source.Answers("<html>Sign in to the network</html>");
                break;
            case "oversized":
                var body = new byte[RateFeed.MaxLength + 1];
                Array.Fill(body, (byte)' ');
                "<x><Cube time='2026-04-17'><Cube currency='USD' rate='9'/></Cube></x>"u8.CopyTo(body);
                _source.Answer = _ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(body) });
                break;
            default:
                _source.Answer = _ => throw new HttpRequestException("Nobody is there.");
                break;
        }
    }

    /// <summary>Gives nothing and does not end.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
