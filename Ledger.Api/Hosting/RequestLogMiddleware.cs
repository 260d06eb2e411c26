using Ledger.Api.Http.Problems;

namespace Ledger.Api.Hosting;

/// <summary>
/// One line a request: method, route, status, duration, trace. Never a path as it came, a query, a header or a body: ids and names of
/// people stand in them. It is at level Debug, and at Information for what took a second or more.
/// </summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> log)
{
    private const double SlowMs = 1000;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
            var level = elapsed >= SlowMs ? LogLevel.Information : LogLevel.Debug;
            if (log.IsEnabled(level))
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown route";
                var traceId = Problem.TraceIdOf(context);
                LogRequest(level, context.Request.Method, route, context.Response.StatusCode, elapsed, traceId);
            }
        }
    }

    [LoggerMessage(Message = "{Method} {Route} {Status} in {Ms:F1} ms, trace {TraceId}")]
    private partial void LogRequest(LogLevel level, string method, string route, int status, double ms, string traceId);
}
