using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Tests.Support.EventStoreDb;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Tests.EventStore.EventStoreDb.Scripted;

/// <summary>One call at a <see cref="ScriptedServer"/>: what was asked, and the means to answer it.</summary>
internal sealed class ScriptedCall(HttpContext context, CancellationToken ended)
{
    /// <summary>Service and method without their package, such as <c>Streams/Read</c>.</summary>
    public string Method { get; } = context.Request.Path.Value![(context.Request.Path.Value!.LastIndexOf('.') + 1)..];

    public string Path => context.Request.Path.Value!;

    public CancellationToken Ended => ended;

    public string RequestHeader(string name) => context.Request.Headers[name].ToString();

    /// <summary>The next message of the request; <see langword="null"/> at its end.</summary>
    public async Task<T?> ReadAsync<T>(MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        var input = context.Request.BodyReader;
        while (true)
        {
            var read = await input.ReadAsync(ended);
            var buffer = read.Buffer;
            if (Frame.TryRead(ref buffer, out var message))
            {
                var parsed = parser.ParseFrom(message);
                input.AdvanceTo(buffer.Start);
                return parsed;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    public async Task<List<T>> ReadAllAsync<T>(MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        var all = new List<T>();
        while (await ReadAsync(parser) is { } message)
        {
            all.Add(message);
        }

        return all;
    }

    public void HttpStatus(int status) => context.Response.StatusCode = status;

    public void Header(string name, string value) => context.Response.Headers[name] = value;

    public void Trailer(string name, string value) => context.Response.AppendTrailer(name, value);

    public void Succeed() => Trailer("grpc-status", "0");

    /// <summary>Sends bytes, so many at a time, each piece in a frame of HTTP/2 of its own.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, int piece = int.MaxValue)
    {
        while (bytes.Length > 0)
        {
            var size = Math.Min(piece, bytes.Length);
            await context.Response.BodyWriter.WriteAsync(bytes[..size], ended);
            bytes = bytes[size..];
        }
    }

    public Task SendAsync(IMessage message) => SendAsync(Framed(message.ToByteArray()));

    /// <summary>Sends the headers, and nothing else yet.</summary>
    public Task SendHeadersAsync() => context.Response.StartAsync(ended);

    /// <summary>Neither answers nor ends, until the client goes away.</summary>
    public Task HoldAsync() => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, ended);

    /// <summary>Breaks the call off and leaves the connection as it is.</summary>
    public void Reset() => context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(2);

    public static byte[] Framed(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
