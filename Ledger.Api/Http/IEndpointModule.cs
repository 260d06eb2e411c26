namespace Ledger.Api.Http;

/// <summary>A feature's routes. Modules are named one by one where the application is composed.</summary>
internal interface IEndpointModule
{
    /// <summary>Adds the routes to the groups they belong to.</summary>
    static abstract void AddRoutes(RouteGroups routes);
}

/// <summary>
/// Routes by what they let a caller do, so that a policy can be attached to each.
/// </summary>
/// <param name="Submit">Moves money or changes accounts.</param>
/// <param name="Query">Reads what is.</param>
/// <param name="Audit">Reads the history.</param>
/// <param name="Operate">Looks after the service.</param>
internal sealed record RouteGroups(IEndpointRouteBuilder Submit, IEndpointRouteBuilder Query, IEndpointRouteBuilder Audit, IEndpointRouteBuilder Operate);
