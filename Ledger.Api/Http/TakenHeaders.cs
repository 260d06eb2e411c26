namespace Ledger.Api.Http;

/// <summary>The headers by which a route lets a client say more of a command, for its description.</summary>
internal sealed record TakenHeaders(IReadOnlyList<string> Names);

internal static class TakenHeadersExtensions
{
    public static RouteHandlerBuilder TakesHeaders(this RouteHandlerBuilder route, params string[] names) => route.WithMetadata(new TakenHeaders(names));
}
