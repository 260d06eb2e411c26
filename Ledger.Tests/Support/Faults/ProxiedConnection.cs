using System.Net.Sockets;

namespace Ledger.Tests.Support.Faults;

/// <summary>A connection through a <see cref="FaultProxy"/>: two sockets, and what goes between them.</summary>
internal sealed class ProxiedConnection
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly Flow _toServer;
    private readonly Flow _toClient;

    public ProxiedConnection(Socket client, Socket server)
    {
        (_client, _server) = (client, server);
        _toServer = new(client, server, End);
        _toClient = new(server, client, End);
    }

    /// <summary>Runs until both directions have ended.</summary>
    public Task RunAsync() => Task.WhenAll(_toServer.RunAsync(), _toClient.RunAsync());

    public void Set(Cut cut)
    {
        if (cut.After > 0)
        {
            ValveOf(cut.Way).CutAfter(cut.After, cut.Ending);
        }
        else
        {
            End(cut.Ending);
        }
    }

    public void Silence(Way way) => ValveOf(way).Hold();

    public void DelayBy(TimeSpan delay)
    {
        _toServer.Valve.DelayBy(delay);
        _toClient.Valve.DelayBy(delay);
    }

    public void Heal()
    {
        _toServer.Valve.Heal();
        _toClient.Valve.Heal();
    }

    private Valve ValveOf(Way way) => (way == Way.ToServer ? _toServer : _toClient).Valve;

    private void End(CutEnding ending)
    {
        if (ending == CutEnding.Hold)
        {
            _toServer.Valve.Hold();
            _toClient.Valve.Hold();
            return;
        }

        if (ending == CutEnding.Reset)
        {
            SendNoMore(_client);
            SendNoMore(_server);
        }

        _client.Dispose();
        _server.Dispose();
        Heal();
    }

    /// <summary>What is not sent yet is thrown away, and the other side sees a reset.</summary>
    private static void SendNoMore(Socket socket)
    {
        try
        {
            socket.LingerState = new(enable: true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is broken already.
        }
    }
}
