using System.Net;
using System.Net.Sockets;

namespace Ledger.Tests.Support.Faults;

/// <summary>Connections that fill the queue of a listener that accepts none, until a further one gets no answer at all.</summary>
internal sealed class SocketQueue : IDisposable
{
    private const int Most = 64;

    private static readonly TimeSpan Answered = TimeSpan.FromMilliseconds(300);

    private readonly List<Socket> _sockets = [];

    public SocketQueue(IPEndPoint listener)
    {
        while (_sockets.Count < Most)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sockets.Add(socket);
            if (!socket.ConnectAsync(listener).Wait(Answered))
            {
                return;
            }
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
