using System.IO.Pipelines;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>One call on the server's side: messages in, messages out, and how it ended.</summary>
internal sealed class GrpcCall(HttpContext context, CancellationToken token)
{
    private const int EnoughToFlush = 128 * 1024;

    private int _unflushed;
    private bool _answered;

    /// <summary>Ends with the client, the node, and the deadline of the call.</summary>
    public CancellationToken Token => token;

    public bool RequiresLeader { get; } =
        string.Equals(context.Request.Headers["requires-leader"], "true", StringComparison.OrdinalIgnoreCase);

    public PipeReader Input => context.Request.BodyReader;

    /// <summary>Whether so much is written that it should not wait any longer.</summary>
    public bool IsFull => _unflushed >= EnoughToFlush;

    /// <summary>The messages of a request whose client says all before it hears anything.</summary>
    public async Task<List<T>> ReadAllAsync<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        var messages = new List<T>();
        while (true)
        {
            var read = await Input.ReadAsync(token);
            var buffer = read.Buffer;
            while (Frame.TryRead(ref buffer, out var message))
            {
                messages.Add(parser.ParseFrom(message));
            }

            Input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return messages;
            }
        }
    }

    public async Task<T> ReadOneAsync<T>(MessageParser<T> parser)
        where T : IMessage<T> => await ReadAllAsync(parser) is [var message] ? message : throw GrpcFailure.HandlerThrew();

    /// <summary>The response headers go out with the first flush, and not before.</summary>
    public void Write(IMessage message)
    {
        _answered = true;
        _unflushed += Frame.Write(context.Response.BodyWriter, message);
    }

    public async ValueTask FlushAsync()
    {
        if (_unflushed > 0)
        {
            _unflushed = 0;
            await context.Response.BodyWriter.FlushAsync(token);
        }
    }

    public void Succeed() => context.Response.AppendTrailer("grpc-status", "0");

    /// <summary>In the headers where nothing was said before, else in the trailers.</summary>
    public void Fail(GrpcFailure failure)
    {
        foreach (var (name, value) in failure.Headers)
        {
            End(name, Encoded(value));
        }

        End("grpc-status", $"{failure.Status}");
        End("grpc-message", Encoded(failure.Message));
    }

    /// <summary>Breaks the call off, as a connection that is lost does.</summary>
    public void Abort() => context.Abort();

    private static string Encoded(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~' and not '%'))
        {
            return text;
        }

        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            _ = (char)b is >= ' ' and <= '~' and not '%' ? encoded.Append((char)b) : encoded.Append($"%{b:X2}");
        }

        return encoded.ToString();
    }

    private void End(string name, string value)
    {
        if (_answered)
        {
            context.Response.AppendTrailer(name, value);
        }
        else
        {
            context.Response.Headers[name] = value;
        }
    }
}
