using System.Data.Common;
using System.Globalization;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.Api.Http.Problems;

/// <summary>The outermost middleware: whatever goes wrong below becomes a problem, and nothing of it but the trace id is told.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
            return;
        }
        // Outermost: every fault ends here, and is told to the log in full.
        catch (Exception fault)
        {
            if (context.Response.HasStarted)
            {
                LogBroken(fault, context.Request.Method, RouteOf(context));
                context.Abort();
                return;
            }

            // How new the read model is holds for what it does not have, too.
            var kept = context.Response.Headers.Where(header => header.Key.StartsWith("Ledger-", StringComparison.Ordinal)).ToList();
            context.Response.Clear();
            kept.ForEach(header => context.Response.Headers[header.Key] = header.Value);
            await ProblemOf(fault, context).ExecuteAsync(context);
            return;
        }

        if (context.Response.StatusCode >= 400 && !context.Response.HasStarted && context.Response.ContentType is null)
        {
            var kind = ProblemKind.OfStatus(context.Response.StatusCode);
            await new Problem(kind, DetailOf(kind, context)).ExecuteAsync(context);
        }
    }

    private static string DetailOf(ProblemKind kind, HttpContext context) => kind.Status switch
    {
        404 => "The path leads nowhere. The routes are listed at /swagger.",
        405 => $"{context.Request.Method} is not a method of this route. It takes {context.Response.Headers.Allow}.",
        _ => $"{kind.Title}.",
    };

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown route";

    private Problem ProblemOf(Exception fault, HttpContext context)
    {
        switch (fault)
        {
            case ProblemException { Problem: var problem }:
                return problem;
            case BadHttpRequestException { StatusCode: 413 }:
                return new(ProblemKind.BodyTooLarge, "The body has more than 1 MiB.");
            case BadHttpRequestException bad:
                return new(ProblemKind.BadRequest with { Status = bad.StatusCode }, "The request cannot be read.");
            case CommandOutcomeUnknownException unknown:
                LogUnavailable(fault, context.Request.Method, RouteOf(context));
                return new(ProblemKind.OutcomeUnknown, "It may have been carried out. Ask for the transaction, or send it again with the same Idempotency-Key.")
                {
                    RetryAfter = 2,
                    More = unknown.TransactionId is { } id ? [("transactionId", id.ToString())] : null,
                };
            case StoreUnavailableException or SqliteException or Microsoft.Data.Sqlite.SqliteException or DbException { IsTransient: true } or IOException:
                LogUnavailable(fault, context.Request.Method, RouteOf(context));
                return new(ProblemKind.StoreUnavailable, "Nothing was or will be written. Try again later.") { RetryAfter = 5 };
            default:
                LogBroken(fault, context.Request.Method, RouteOf(context));
                return new(ProblemKind.InternalError, string.Create(
                    CultureInfo.InvariantCulture, $"It is logged with the trace id {Problem.TraceIdOf(context)}."));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogBroken(Exception fault, string method, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Route} could not be served")]
    private partial void LogUnavailable(Exception fault, string method, string route);
}
