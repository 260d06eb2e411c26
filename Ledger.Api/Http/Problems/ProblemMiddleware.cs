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
                LogBroken(fault, context.Request.Method, FaultProblems.RouteOf(context));
                context.Abort();
                return;
            }

            // How new the read model is holds for what it does not have, too.
            var kept = context.Response.Headers.Where(header => header.Key.StartsWith("Ledger-", StringComparison.Ordinal)).ToList();
            context.Response.Clear();
            kept.ForEach(header => context.Response.Headers[header.Key] = header.Value);
            await FaultProblems.Of(fault, context, log).ExecuteAsync(context);
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
        415 when context.Request.Path.Value!.EndsWith("/batch", StringComparison.Ordinal) =>
            "Send the body as Content-Type: application/x-ndjson with an object a line, or as application/json with an array.",
        415 => Problem.NotJson.Detail,
        _ => $"{kind.Title}.",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogBroken(Exception fault, string method, string route);
}
