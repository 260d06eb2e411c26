using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Audit;

public abstract class EventFeedSuite(LedgerService service) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = service.Url };

    private LedgerClient Client => service.Client;

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_says_what_happens_from_now_on_as_the_history_has_it()
    {
        await Client.OpenAsync("before");
        using var feed = await FeedReader.OpenAsync(_http, "/v1/events?stream=account-now");
        await feed.UntilIdAsync((await Client.GetAsync("/v1/accounts/before/events")).Json.GetProperty("items")[0].GetProperty("position").GetString()!);
        await Client.OpenAsync("now");
        var posted = (await Client.DepositAsync("now", "12.75", description: "Größe\nzwei")).ShouldBe(201);

        var (_, opened, _) = (await feed.NextAsync())!.Value;
        var (id, type, data) = (await feed.NextAsync())!.Value;

        opened.Should().Be("account-opened.v1");
        type.Should().Be("funds-deposited.v1");
        id.Should().Be(posted.Header("Ledger-Position"));
        var inHistory = (await Client.ItemsAsync("/v1/accounts/now/events"))[1];
        data.EnumerateObject().First().Name.Should().Be("stream");
        data.GetProperty("stream").GetString().Should().Be("account-now");
        foreach (var member in inHistory.EnumerateObject())
        {
            data.GetProperty(member.Name).GetRawText().Should().Be(member.Value.GetRawText());
        }
    }

    [Fact]
    public async Task Through_any_number_of_reconnections_each_event_comes_once_and_in_order()
    {
        await Client.OpenAsync("moving");
        var start = (await Client.DepositAsync("moving", "1.00")).Header("Ledger-Position")!;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 150; i++)
            {
                await Task.WhenAll(Client.DepositAsync("moving", "1.00"), Client.OpenAsync($"moving{i}"));
            }
        }, TestContext.Current.CancellationToken);
        var (revisions, last, random) = (new List<long>(), start, new Random(1));
        while (revisions.Count < 150)
        {
            // The header goes before the parameter, which would begin anew.
            using var feed = await FeedReader.OpenAsync(_http, $"/v1/events?stream=account-moving&after={start}", last);
            for (var take = random.Next(1, 20); take > 0 && revisions.Count < 150; take--)
            {
                revisions.Add((await feed.NextAsync())!.Value.Data.GetProperty("revision").GetInt64());
                last = feed.LastId!;
            }
        }

        await writing;
        revisions.Should().Equal(Enumerable.Range(2, 150).Select(revision => (long)revision));
    }

    [Fact]
    public async Task Everything_after_a_position_comes_before_what_happens_now()
    {
        await Client.OpenAsync("first");
        var position = (await Client.OpenAsync("second")).Header("Ledger-Position")!;
        await Client.DepositAsync("second", "1.00");
        await Client.DepositAsync("first", "2.00");

        using var feed = await FeedReader.OpenAsync(_http, $"/v1/events?after={position}");
        await Client.DepositAsync("second", "3.00");

        var streams = new List<string?>();
        while (streams.Count < 3)
        {
            var stream = (await feed.NextAsync())!.Value.Data.GetProperty("stream").GetString();
            streams.AddRange(stream is "account-first" or "account-second" ? [stream] : []);
        }

        streams.Should().Equal("account-second", "account-first", "account-second");
    }

    [Fact]
    public async Task Where_nothing_matches_an_id_alone_says_how_far_the_feed_is()
    {
        using var feed = await FeedReader.OpenAsync(_http, "/v1/events?stream=account-quiet");
        await Client.OpenAsync("quiet-2");
        // One of the same prefix, and one of another.
        await feed.UntilIdAsync((await Client.OpenAsync("loud")).Header("Ledger-Position")!);
        await Client.OpenAsync("quiet");

        (await feed.NextAsync())!.Value.Data.GetProperty("stream").GetString().Should().Be("account-quiet");
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up_and_finds_everything_later()
    {
        await Client.OpenAsync("slow");
        var start = (await Client.DepositAsync("slow", "1.00")).Header("Ledger-Position")!;
        using var feed = await FeedReader.OpenAsync(_http, $"/v1/events?stream=account-slow&after={start}");
        var text = new string('x', 500);
        for (var i = 0; i < 60; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Client.DepositAsync("slow", "1.00", description: text)));
        }

        // Longer than a server waits by default for clients that take nothing.
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        for (var revision = 2L; revision < 3000; revision++)
        {
            (await feed.NextAsync())!.Value.Data.GetProperty("revision").GetInt64().Should().Be(revision);
        }
    }

    [Theory]
    [InlineData("/v1/events", "00000000-1")]
    [InlineData("/v1/events", "")]
    public async Task A_last_event_of_another_ledger_is_refused(string path, string lastEventId) =>
        (await Client.GetAsync(path, ("Last-Event-ID", lastEventId))).ShouldBeProblem(400, "invalid-request", "Last-Event-ID");

    [Fact]
    public async Task A_position_that_the_ledger_has_not_reached_is_refused()
    {
        var position = (await Client.OpenAsync("reached")).Header("Ledger-Position")!;
        var future = position.Split('-')[0] + "-" + long.MaxValue;

        (await Client.GetAsync($"/v1/events?after={future}")).ShouldBeProblem(400, "invalid-request", "after");
        (await Client.GetAsync("/v1/events", ("Last-Event-ID", future))).ShouldBeProblem(400, "invalid-request", "Last-Event-ID");
        (await Client.GetAsync($"/v1/audit/export?after={future}")).ShouldBeProblem(400, "invalid-request", "after");
    }
}
