namespace Ledger.Api.Http.Reading;

/// <summary>Refuses query parameters on routes that take none, so that no typo passes silently there either.</summary>
internal sealed class UnknownQueryMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.QueryString.HasValue && context.GetEndpoint() is RouteEndpoint route && route.Metadata.GetMetadata<QueryParameters>() is null)
        {
            new QueryReader(context).Checks.ThrowIfAny();
        }

        return next(context);
    }
}
