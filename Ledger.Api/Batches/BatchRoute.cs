namespace Ledger.Api.Batches;

/// <summary>What all routes that take batches have in common, as their description says it.</summary>
internal static class BatchRoute
{
    public static RouteHandlerBuilder TakesBatchOf<TItem, TAnswer>(this RouteHandlerBuilder route) => route
        .Accepts<IReadOnlyList<TItem>>("application/json", BatchReader.Lines)
        .Produces<IReadOnlyList<TAnswer>>(200, "application/json", BatchReader.Lines)
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
}
