using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Tests.Support.Service;

/// <summary>Answers every request alike, for what a real service cannot be brought to answer.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubService(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static Task<StubService> AnsweringAsync(int status, string body) => StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    });

    /// <summary>It takes requests and answers none.</summary>
    public static Task<StubService> SilentAsync() => StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<StubService> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }
}
