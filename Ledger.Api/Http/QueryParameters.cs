namespace Ledger.Api.Http;

/// <summary>The query parameters of a route, for its description; <see cref="Reading.QueryReader"/> reads them.</summary>
internal sealed record QueryParameters(IReadOnlyList<string> Names);

internal static class QueryParametersExtensions
{
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder route, params string[] names) =>
        route.WithMetadata(new QueryParameters(names));
}
