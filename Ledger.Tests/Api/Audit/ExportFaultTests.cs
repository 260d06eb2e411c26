using Ledger.Api.Audit;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.Archive;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Tests.Api.Audit;

/// <summary>The routes of the history on a store that a real service has no way to break.</summary>
public sealed class ExportFaultTests
{
    [Fact]
    public async Task A_fault_midway_is_noticed_by_the_client_and_leaves_no_last_line()
    {
        var store = new BreakingStore(await Chained.LedgerAsync(3000), after: 2000);
        await using var app = await StartAsync(store, TimeProvider.System);
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        using var answer = await http.GetAsync(new Uri("/v1/audit/export", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var output = new MemoryStream();
        var read = async () => await body.CopyToAsync(output, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).Should().Be(200, "nobody could know yet");
        (await read.Should().ThrowAsync<Exception>()).Which.Should().BeAssignableTo<IOException>();
        System.Text.Encoding.UTF8.GetString(output.ToArray()).Should().NotContain("sha256");
    }

    [Fact]
    public async Task A_quiet_feed_is_kept_open_by_comments()
    {
        await using var app = await StartAsync(await Chained.LedgerAsync(3), new FastTimers());
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        using var feed = await Support.Service.FeedReader.OpenAsync(http, "/v1/events");

        var next = () => feed.NextAsync(TimeSpan.FromSeconds(2));

        await next.Should().ThrowAsync<OperationCanceledException>("nothing happens");
        feed.Comments.Should().BeGreaterThan(2);
    }

    private static async Task<WebApplication> StartAsync(IEventStore store, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new LedgerPositions(Chained.LedgerId));
        var app = builder.Build();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        var routes = new RouteGroups(app, app, app, app);
        ExportModule.AddRoutes(routes);
        EventFeedModule.AddRoutes(routes);
        await app.StartAsync();
        return app;
    }

    /// <summary>Fifteen seconds last a fraction of one.</summary>
    private sealed class FastTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 100, period / 100);
    }

    private sealed class BreakingStore(IEventStore inner, int after) : IEventStore
    {
        public bool IsShared => inner.IsShared;

        public Task<AppendResult> AppendAsync(
            StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken) =>
            inner.AppendAsync(stream, expected, events, cancellationToken);

        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
            StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken) =>
            inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken);

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after1, StreamFilter filter, CancellationToken cancellationToken) =>
            inner.ReadAllAsync(after1, filter, cancellationToken).Select((e, i) => i < after ? e : throw new StoreUnavailableException("The disk is gone."));

        public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(Position after1, StreamFilter filter, CancellationToken cancellationToken) =>
            inner.SubscribeToAllAsync(after1, filter, cancellationToken);

        public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => inner.ReadTailAsync(cancellationToken);

        public long? CountBetween(Position after1, Position upTo) => inner.CountBetween(after1, upTo);

        public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => inner.CheckHealthAsync(cancellationToken);
    }
}
