using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Api.Accounts;

/// <param name="Next">The revision to go on <c>from</c>; <see langword="null"/> at the end.</param>
internal sealed record EventsAnswer(IReadOnlyList<EventAnswer> Items, long? Next);

/// <summary>An event as it is stored.</summary>
internal sealed record EventAnswer(
    long Revision, string Position, Guid Id, string Type, DateTimeOffset RecordedAt, JsonElement Data, JsonElement Metadata)
{
    public static EventAnswer Of(RecordedEvent e, LedgerPositions positions)
    {
        using var data = JsonDocument.Parse(e.Data);
        using var metadata = JsonDocument.Parse(e.Metadata);
        return new(
            e.Revision,
            positions.Format(e.Position),
            e.Id,
            e.Type,
            EventSerializer.ReadMetadata(e).Values.RecordedAt,
            data.RootElement.Clone(),
            metadata.RootElement.Clone());
    }
}

/// <summary>An account's history, event by event.</summary>
internal sealed class HistoryModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Audit.MapGet("/v1/accounts/{id}/events", ListEvents)
            .WithName(nameof(ListEvents)).WithTags("Audit").WithSummary("Reads an account's history as it is stored")
            .TakesQuery("from", "direction", "limit")
            .Produces<EventsAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> ListEvents(string id, HttpContext context, IEventStore store, LedgerPositions positions)
    {
        var query = new QueryReader(context, "from", "direction", "limit");
        var backwards = query.Choice("direction", "forwards", "backwards") == "backwards";
        var from = query.Number("from", 0, long.MaxValue) ?? (backwards ? long.MaxValue : 0);
        var limit = query.Limit();
        query.Checks.ThrowIfAny();
        AccountReads.ThrowUnlessId(id);

        var stream = new StreamName(Account.StreamOf(id));
        var (items, next) = (new List<EventAnswer>(), (long?)null);
        var direction = backwards ? ReadDirection.Backwards : ReadDirection.Forwards;
        await foreach (var e in store.ReadStreamAsync(stream, direction, from, limit + 1, context.RequestAborted))
        {
            if (items.Count == limit)
            {
                next = e.Revision;
                break;
            }

            items.Add(EventAnswer.Of(e, positions));
        }

        return items.Count == 0 && !await ExistsAsync(store, stream, context.RequestAborted)
            ? throw AccountReads.NotFound(id)
            : TypedResults.Json(new EventsAnswer(items, next), Text.Answers);
    }

    private static async Task<bool> ExistsAsync(IEventStore store, StreamName stream, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            return true;
        }

        return false;
    }
}
