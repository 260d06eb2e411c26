using Ledger.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Tests.Support.Service;

/// <summary>The whole service in this process, on a port of its own and empty stores of its own.</summary>
public abstract class LedgerService(LedgerStores stores) : IAsyncLifetime
{
    private WebApplication? _app;

    public LedgerClient Client { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    /// <summary>The routes that are mapped, such as <c>GET /v1/accounts/{id}</c>.</summary>
    public IReadOnlyList<string> Routes =>
    [
        .. _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {e.RoutePattern.RawText}")),
    ];

    /// <summary>Why it could not be started here; <see langword="null"/> where it was.</summary>
    public string? Absence { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if ((Absence = await stores.FindAbsenceAsync()) is not null)
        {
            return;
        }

        await stores.StartAsync();
        _app = await LedgerApplication.BuildAsync(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Critical", .. stores.Arguments], CancellationToken.None);
        await _app.StartAsync();
        Url = new(_app.Urls.Single());
        Client = new(Url);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class EmbeddedLedgerService() : LedgerService(new EmbeddedStores());

public sealed class PostgresLedgerService() : LedgerService(new PostgresStores());

public sealed class ProductionLedgerService() : LedgerService(new ProductionStores());

internal static class LedgerServiceSkips
{
    /// <summary>The service; where its stores cannot be had, the test is skipped, and says why.</summary>
    public static LedgerService OrSkip(this LedgerService service)
    {
        Assert.SkipWhen(service.Absence is not null, service.Absence ?? string.Empty);
        return service;
    }
}

public sealed class EventStoreDbLedgerService() : LedgerService(new EventStoreDbStores());
