namespace Ledger.Api.CommandLine.Load;

internal sealed class ServiceUnreachableException(Uri url, Exception inner) : Exception(
    $"No service answers at {url} ({inner.GetBaseException().Message}). Start it in another terminal with: dotnet run -c Release --project Ledger.Api", inner);
