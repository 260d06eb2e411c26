using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.EventStoreDb.Scripted;

/// <summary>A server that answers each call as the test says, byte by byte, right or wrong.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Func<ScriptedCall, Task> _answer;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly WebApplication _server;
    private readonly HttpMessageInvoker _http = new(NodeHandler.Create(ConnectionString.Parse("esdb://any?tls=false")));

    private ScriptedServer(Func<ScriptedCall, Task> answer, X509Certificate2? certificate, X509Certificate2Collection? chain)
    {
        _answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.Listen(IPAddress.Loopback, 0, listener =>
            {
                listener.Protocols = HttpProtocols.Http2;
                if (certificate is not null)
                {
                    listener.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain));
                }
            });
        });
        _server = builder.Build();
        _server.Run(async context =>
        {
            context.Response.ContentType = "application/grpc";
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
            var call = new ScriptedCall(context, ended.Token);
            _asked.Enqueue(call.Method);
            try
            {
                await _answer(call);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client went away, or the test is over.
                context.Abort();
            }
        });
    }

    public Uri Address => new(_server.Urls.Single());

    public string ConnectionText => $"esdb://{Address.Authority}?tls=false";

    /// <summary>The methods that were called, such as <c>Streams/Read</c>, in their order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <param name="certificate">With it, connections are encrypted.</param>
    /// <param name="chain">What is sent beside the certificate.</param>
    public static async Task<ScriptedServer> StartAsync(
        Func<ScriptedCall, Task> answer, X509Certificate2? certificate = null, X509Certificate2Collection? chain = null)
    {
        var server = new ScriptedServer(answer, certificate, chain);
        await server._server.StartAsync(CancellationToken.None);
        return server;
    }

    /// <summary>A store that speaks to this server alone.</summary>
    public EventStoreDbStore Store(string options = "") =>
        new(ConnectionString.Parse(ConnectionText + options), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);

    public GrpcChannel Channel() => new(Address, credentials: null, _http, TimeProvider.System);

    public Node Node() => new(Endpoint.TryCreate(Address.Host, Address.Port)!, Channel());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _closing.CancelAsync();
        using (var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
        {
            await _server.StopAsync(now.Token);
        }

        await _server.DisposeAsync();
        _closing.Dispose();
    }
}
