using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Archive;
using Ledger.EventStore.Port;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ledger.Api.Audit;

/// <summary>The history as a stream of lines, for auditors and backups.</summary>
internal sealed class ExportModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Audit.MapGet("/v1/audit/export", ExportEvents)
            .WithName(nameof(ExportEvents)).WithTags("Audit").WithSummary("Exports events as NDJSON, in the order of the log")
            .WithDescription("A line for the header, one for each event as it is stored, and a last one with the number of events and the SHA-256 over "
                + "everything before it: an answer without that line was cut off. It ends where the log ended when it began; `upTo` of the first line "
                + "can be the next one's `after`. The commands `verify-file` and `import` read it.")
            .TakesQuery("accountId", "after")
            .Produces<string>(200, "application/x-ndjson").ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task ExportEvents(HttpContext context, IEventStore store, LedgerPositions positions)
    {
        var query = new QueryReader(context, "accountId", "after");
        var account = query.Id("accountId");
        var upTo = await store.ReadTailAsync(context.RequestAborted);
        var after = query.Position("after", positions, upTo);
        query.Checks.ThrowIfAny();
        if (account is not null)
        {
            await ThrowUnlessThereAsync(store, account, context.RequestAborted);
        }

        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers["Ledger-Position"] = positions.Format(upTo);
        LetClientsBeSlow(context);
        await LedgerExport.WriteAsync(store, positions.LedgerId, new(account, after, upTo), context.Response.Body, written: null, context.RequestAborted);
    }

    /// <summary>Whoever reads slowly holds up his own answer and nothing else, so there is no reason to cut him off.</summary>
    public static void LetClientsBeSlow(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <exception cref="ProblemException">There is no such account.</exception>
    private static async Task ThrowUnlessThereAsync(IEventStore store, string account, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ReadStreamAsync(new(Account.StreamOf(account)), ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            return;
        }

        throw AccountReads.NotFound(account);
    }
}
