using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Audit;

/// <summary>The events as they happen.</summary>
internal sealed class EventFeedModule : IEndpointModule
{
    private const string LastEventId = "Last-Event-ID";

    public static void AddRoutes(RouteGroups routes) =>
        routes.Audit.MapGet("/v1/events", FollowEvents)
            .WithName(nameof(FollowEvents)).WithTags("Audit").WithSummary("Follows the events as server-sent events")
            .WithDescription("From now on, or from `after` on, each event once and in order: `id` is its position, `event` its type, `data` the event "
                + "as the account's history has it, with its stream. A client that comes back with `Last-Event-ID`, as browsers do by themselves, misses "
                + "nothing; the header goes before `after`. Where nothing matches, an `id` alone says how far the feed is; a comment every 15 seconds "
                + "keeps the connection open.")
            .TakesQuery("after", "stream")
            .Produces<FeedEvent>(200, "text/event-stream").ProducesProblem(400).ProducesProblem(503);

    private static async Task FollowEvents(
        HttpContext context, IEventStore store, LedgerPositions positions, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var query = new QueryReader(context, "after", "stream");
        var stream = query.Text("stream");
        if (stream is not null && !LedgerStreams.IsName(stream))
        {
            query.Checks.Add("stream", "must be the name of a stream of the ledger, such as account-alice");
        }

        var tail = await store.ReadTailAsync(context.RequestAborted);
        var after = query.Position("after", positions, tail);
        if (context.Request.Headers.TryGetValue(LastEventId, out var last))
        {
            after = QueryReader.Position(query.Checks, LastEventId, last.ToString(), positions, tail);
        }

        query.Checks.ThrowIfAny();
        // The end of the service ends the feed as its own end does: the client comes back, and goes on where it was.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        ExportModule.LetClientsBeSlow(context);
        var feed = new EventFeed(store, positions, time, context.Response);
        try
        {
            await feed.RunAsync(after ?? tail, stream, stop.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // As promised.
        }
    }
}
