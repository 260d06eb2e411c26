using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Tests.Support.Faults;

/// <summary>
/// Stands in front of one server at an address of its own, hands bytes on both ways, and does to connections what the network does
/// to them: breaks, cuts in the middle of a message, silence, delays, refusals.
/// </summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly DnsEndPoint _server;
    private readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    private readonly PortListener _port;
    private Cut? _next;
    private long _delay;

    public FaultProxy(DnsEndPoint server)
    {
        _server = server;
        _port = new(client => _ = ServeAsync(client));
    }

    /// <summary>Where clients find it.</summary>
    public DnsEndPoint Endpoint => _port.Endpoint;

    /// <summary>How many connections there are.</summary>
    public int Connections => _connections.Count;

    /// <summary>Cuts every connection at its place; where there is none, the next.</summary>
    public void Set(Cut cut)
    {
        var connections = _connections.Keys;
        foreach (var connection in connections)
        {
            connection.Set(cut);
        }

        if (connections.Count == 0)
        {
            SetNext(cut);
        }
    }

    /// <summary>Cuts the next connection that is made.</summary>
    public void SetNext(Cut cut) => Volatile.Write(ref _next, cut);

    /// <summary>Keeps everything back for so long, each way, from now on.</summary>
    public void DelayBy(TimeSpan delay)
    {
        Volatile.Write(ref _delay, delay.Ticks);
        foreach (var connection in _connections.Keys)
        {
            connection.DelayBy(delay);
        }
    }

    /// <summary>From now on nothing goes on in one direction.</summary>
    public void Silence(Way way)
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Silence(way);
        }
    }

    /// <summary>From now on nobody listens here.</summary>
    public void Refuse() => _port.Close();

    /// <summary>Ends every fault. What was held is delivered; what is broken stays so.</summary>
    public void Heal()
    {
        Volatile.Write(ref _next, null);
        Volatile.Write(ref _delay, 0);
        foreach (var connection in _connections.Keys)
        {
            connection.Heal();
        }

        _port.Open();
    }

    public void Dispose()
    {
        _port.Dispose();
        Set(new(Way.ToClient, 0, CutEnding.Reset));
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Parse(_server.Host), _server.Port);
            }
            catch (SocketException)
            {
                // Nobody is at home.
                return;
            }

            var connection = new ProxiedConnection(client, server);
            connection.DelayBy(TimeSpan.FromTicks(Volatile.Read(ref _delay)));
            _connections[connection] = true;
            if (Interlocked.Exchange(ref _next, null) is { } cut)
            {
                connection.Set(cut);
            }

            await connection.RunAsync();
            _connections.TryRemove(connection, out _);
        }
    }
}
