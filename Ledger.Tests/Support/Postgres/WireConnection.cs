using System.Buffers.Binary;
using System.Net.Sockets;

namespace Ledger.Tests.Support.Postgres;

/// <summary>
/// A connection through a <see cref="StatementProxy"/>, message by message
/// (https://www.postgresql.org/docs/15/protocol-message-formats.html).
/// </summary>
internal sealed class WireConnection(StatementProxy proxy, Socket client, Socket server)
{
    private const int SslRequest = 80_877_103;
    private const int GssEncryptionRequest = 80_877_104;

    // Query and Execute, of the client; of the server CommandComplete, which names what was done, and ReadyForQuery, which says whether a
    // transaction is open.
    private const byte Query = (byte)'Q';
    private const byte Execute = (byte)'E';
    private const byte Complete = (byte)'C';
    private const byte Ready = (byte)'Z';
    private const byte Idle = (byte)'I';

    private volatile bool _isAnswerOneByte;

    public async Task RunAsync()
    {
        using var fromClient = new NetworkStream(client);
        using var fromServer = new NetworkStream(server);
        await Task.WhenAll(UntilEndAsync(() => ToServerAsync(fromClient, fromServer)), UntilEndAsync(() => ToClientAsync(fromServer, fromClient)));
    }

    public void End()
    {
        client.Dispose();
        server.Dispose();
    }

    private async Task UntilEndAsync(Func<Task> forward)
    {
        try
        {
            await forward();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or EndOfStreamException)
        {
            End();
        }
    }

    private async Task ToServerAsync(NetworkStream from, NetworkStream to)
    {
        for (var isBegun = false; ;)
        {
            // The first messages have no type.
            var header = isBegun ? 5 : 4;
            var message = await ReadAsync(from, header);
            if (isBegun && message[0] is Query or Execute && proxy.EndsAt(Moment.Before, this))
            {
                return;
            }

            if (!isBegun)
            {
                var code = BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4));
                _isAnswerOneByte = code is SslRequest or GssEncryptionRequest;
                isBegun = !_isAnswerOneByte;
            }

            await to.WriteAsync(message);
        }
    }

    private async Task ToClientAsync(NetworkStream from, NetworkStream to)
    {
        for (bool isBegun = false, hasWritten = false; ;)
        {
            var first = new byte[1];
            await from.ReadExactlyAsync(first);
            if (_isAnswerOneByte)
            {
                _isAnswerOneByte = false;
                await to.WriteAsync(first);
                continue;
            }

            var message = await ReadAsync(from, 5, first[0]);
            hasWritten |= message[0] == Complete && !message.AsSpan(5).StartsWith("SELECT"u8) && !message.AsSpan(5).StartsWith("BEGIN"u8);
            if (message[0] == Ready && message[5] == Idle)
            {
                if (isBegun && hasWritten && proxy.EndsAt(Moment.After, this))
                {
                    return;
                }

                hasWritten = false;
            }

            // The first one says that the session has begun.
            isBegun |= message[0] == Ready;
            await to.WriteAsync(message);
        }
    }

    /// <param name="header">How long the part is that ends with the length of the rest and itself.</param>
    /// <param name="type">The first byte, where it has been read already.</param>
    private static async Task<byte[]> ReadAsync(NetworkStream from, int header, byte? type = null)
    {
        var head = new byte[header];
        head[0] = type ?? 0;
        await from.ReadExactlyAsync(head.AsMemory(type is null ? 0 : 1));
        var message = new byte[header - 4 + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(header - 4))];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(header));
        return message;
    }
}
