using System.Data.Common;
using System.Globalization;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.Api.Http.Problems;

/// <summary>Faults as problems: nothing of them but the trace id is told.</summary>
internal static partial class FaultProblems
{
    /// <summary>What a client is told of a fault; the log is told all of it.</summary>
    public static Problem Of(Exception fault, HttpContext context, ILogger log)
    {
        switch (fault)
        {
            case ProblemException { Problem: var problem }:
                return problem;
            case BadHttpRequestException { StatusCode: 413 }:
                return Problem.BodyTooLarge;
            case BadHttpRequestException bad:
                return new(ProblemKind.BadRequest with { Status = bad.StatusCode }, "The request cannot be read.");
            case CommandOutcomeUnknownException unknown:
                LogUnavailable(log, fault, context.Request.Method, RouteOf(context));
                return new(ProblemKind.OutcomeUnknown, "It may have been carried out. Ask for the transaction, or send it again with the same Idempotency-Key.")
                {
                    RetryAfter = 2,
                    More = unknown.TransactionId is { } id ? [("transactionId", id.ToString())] : null,
                };
            case StoreUnavailableException or SqliteException or Microsoft.Data.Sqlite.SqliteException or DbException { IsTransient: true } or IOException:
                LogUnavailable(log, fault, context.Request.Method, RouteOf(context));
                return new(ProblemKind.StoreUnavailable, "Nothing was or will be written. Try again later.") { RetryAfter = 5 };
            default:
                LogBroken(log, fault, context.Request.Method, RouteOf(context));
                return new(ProblemKind.InternalError, string.Create(
                    CultureInfo.InvariantCulture, $"It is logged with the trace id {Problem.TraceIdOf(context)}."));
        }
    }

    public static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown route";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private static partial void LogBroken(ILogger log, Exception fault, string method, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Route} could not be served")]
    private static partial void LogUnavailable(ILogger log, Exception fault, string method, string route);
}
