using System.Net.Sockets;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>How far a connection's request is.</summary>
internal enum ConnectionState
{
    Idle,

    /// <summary>Sent; the answer is awaited.</summary>
    Asking,

    /// <summary>To be sent again, or, without a request, to rest, until <see cref="Connection.ResumeAt"/>.</summary>
    Resting,
}

/// <summary>
/// One keep-alive connection with one request at a time, in buffers that are made once. It never throws for what a network does:
/// a failed call is an answer, and the driver decides what it means.
/// </summary>
internal sealed class Connection(int slot, Target target) : IDisposable
{
    private const int SendCapacity = 4 * 1024;
    private byte[] _received = GC.AllocateUninitializedArray<byte>(8 * 1024, pinned: true);
    private int _receivedLength;

    public int Slot { get; } = slot;

    public byte[] Request { get; } = GC.AllocateUninitializedArray<byte>(SendCapacity, pinned: true);

    public int RequestLength { get; set; }

    public Socket? Socket { get; private set; }

    public ConnectionState State { get; set; }

    public long Due { get; set; }

    public long SentAt { get; set; }

    public long ResumeAt { get; set; }

    public long GiveUpAt { get; set; }

    /// <summary>How often this request was handed to the network; above 0, it may have arrived.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// Blocks until connected or refused. A connect that does not block would register the socket with the runtime's own event
    /// loop, which would then wake for every answer beside this one.
    /// </summary>
    public bool Connect()
    {
        var socket = new Socket(target.Family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(target.EndPoint);
            socket.Blocking = false;
            Socket = socket;
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
    }

    public bool Send()
    {
        _receivedLength = 0;
        ReadOnlySpan<byte> left = Request.AsSpan(0, RequestLength);
        while (!left.IsEmpty)
        {
            int sent = Socket!.Send(left, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                // A request is far smaller than an empty send buffer, so this is rare enough to wait for.
                Socket.Poll(10_000, SelectMode.SelectWrite);
                continue;
            }

            if (error != SocketError.Success)
            {
                return false;
            }

            left = left[sent..];
        }

        return true;
    }

    /// <summary>Takes what has come. A closed or failed connection is <see cref="ParseState.Broken"/>.</summary>
    public Parsed Receive()
    {
        if (_receivedLength == _received.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(_received.Length * 2, pinned: true);
            _received.CopyTo(larger, 0);
            _received = larger;
        }

        int count = Socket!.Receive(_received.AsSpan(_receivedLength), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return Parsed.Incomplete;
        }

        if (error != SocketError.Success || count == 0)
        {
            return Parsed.Broken;
        }

        _receivedLength += count;
        return AnswerParser.Parse(_received.AsSpan(0, _receivedLength));
    }

    public ReadOnlySpan<byte> Body(Parsed parsed) => _received.AsSpan(parsed.BodyAt, parsed.BodyLength);

    public void Close()
    {
        Socket?.Dispose();
        Socket = null;
    }

    public void Dispose() => Close();
}
