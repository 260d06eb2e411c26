namespace Ledger.Api.CommandLine.Load;

/// <param name="unanswered">The lines whose outcome is not known.</param>
internal sealed class ServiceUnreachableException(Uri url, Exception inner, IReadOnlyList<LoadLine>? unanswered = null) : Exception(
    $"No service answers at {url} ({inner.GetBaseException().Message}). Start it in another terminal with: dotnet run -c Release --project Ledger.Api",
    inner)
{
    public IReadOnlyList<LoadLine> Unanswered { get; } = unanswered ?? [];
}
