using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>One server of a <see cref="ProtocolCluster"/>. It may die, and return at the same port.</summary>
public sealed class ProtocolNode : IAsyncDisposable
{
    private readonly IReadOnlyList<ProtocolNode> _nodes;
    private readonly Membership _membership;
    private readonly CallHandler _calls;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections = new();

    // Bound and never listening, it keeps the port for the node while the node is dead.
    private readonly Socket _port = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private CancellationTokenSource _death = new();
    private WebApplication? _server;

    internal ProtocolNode(
        ServerLog log, IReadOnlyList<ProtocolNode> nodes, Membership membership, ServerBehaviour behaviour, X509Certificate2? certificate)
    {
        (_nodes, _membership, _certificate) = (nodes, membership, certificate);
        _calls = new(this, log, nodes, membership, behaviour);
        _port.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        _port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Endpoint = new("127.0.0.1", ((IPEndPoint)_port.LocalEndPoint!).Port);
        Advertised = Endpoint;
    }

    /// <summary>Where it listens.</summary>
    public DnsEndPoint Endpoint { get; }

    /// <summary>Where gossip and other nodes say that it is, so that something else can stand in front of it.</summary>
    public DnsEndPoint Advertised { get; set; }

    public bool IsAlive { get; private set; }

    internal bool LedWhenItDied { get; private set; }

    /// <summary>New with each life.</summary>
    internal Guid InstanceId { get; private set; }

    /// <summary>Dies as a process does: no call ends, every connection breaks, and nobody leads where it did.</summary>
    public async Task StopAsync()
    {
        if (!IsAlive || _server is null)
        {
            return;
        }

        IsAlive = false;
        LedWhenItDied = _membership.Leader == this;
        await _death.CancelAsync();
        foreach (var connection in _connections.Keys)
        {
            connection.Abort();
        }

        using (var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
        {
            await _server.StopAsync(now.Token);
        }

        await _server.DisposeAsync();
        _server = null;
        if (LedWhenItDied)
        {
            _membership.Move(null);
        }
    }

    public async Task StartAgainAsync()
    {
        if (IsAlive)
        {
            throw new InvalidOperationException("The node is alive.");
        }

        _death.Dispose();
        _death = new();
        var dying = _death.Token;
        InstanceId = Guid.NewGuid();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        _server = builder.Build();
        _server.Run(context => _calls.HandleAsync(context, dying));
        await _server.StartAsync(CancellationToken.None);
        IsAlive = true;
        if (_nodes.Count == 1)
        {
            // Who is alone elects himself.
            _membership.Move(this);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
        _death.Dispose();
    }

    private void Configure(KestrelServerOptions options)
    {
        // A call may last for as long as the test, carry any amount, and be silent.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.InitialStreamWindowSize = 4 * 1024 * 1024;
        options.Limits.Http2.InitialConnectionWindowSize = 16 * 1024 * 1024;
        options.Listen(IPAddress.Loopback, Endpoint.Port, listener =>
        {
            listener.Protocols = HttpProtocols.Http2;
            listener.Use(next => connection => TrackAsync(connection, next));
            if (_certificate is not null)
            {
                listener.UseHttps(_certificate);
            }
        });
    }

    private async Task TrackAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _connections[connection] = true;
        try
        {
            if (_death.IsCancellationRequested)
            {
                connection.Abort();
            }

            await next(connection);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
