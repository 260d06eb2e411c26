using System.Net;
using System.Net.Sockets;

namespace Ledger.Tests.Support.Faults;

/// <summary>A port of its own, at which somebody listens or nobody does.</summary>
internal sealed class PortListener : IDisposable
{
    private readonly Action<Socket> _accepted;
    private readonly Lock _gate = new();

    // Bound and never listening, it keeps the port while nobody listens.
    private readonly Socket _port = Bound(0);
    private Socket? _listener;

    /// <param name="accepted">Is given each connection, and owns it.</param>
    public PortListener(Action<Socket> accepted)
    {
        _accepted = accepted;
        Endpoint = new("127.0.0.1", ((IPEndPoint)_port.LocalEndPoint!).Port);
        Open();
    }

    public DnsEndPoint Endpoint { get; }

    public void Open()
    {
        lock (_gate)
        {
            if (_listener is null)
            {
                _listener = Bound(Endpoint.Port);
                _listener.Listen();
                _ = AcceptAsync(_listener);
            }
        }
    }

    /// <summary>From now on connections are refused.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
        }
    }

    public void Dispose()
    {
        Close();
        _port.Dispose();
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _accepted(await listener.AcceptAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
