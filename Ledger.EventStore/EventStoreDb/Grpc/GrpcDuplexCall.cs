using Google.Protobuf;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>A call that both sides write to for as long as they like. One may write, one may read, at the same time.</summary>
internal sealed class GrpcDuplexCall<TAnswer>(MessageParser<TAnswer> parser, DuplexContent content, HttpRequestMessage request)
    : IAsyncDisposable
    where TAnswer : class, IMessage<TAnswer>
{
    private readonly CancellationTokenSource _ended = new();
    private Task<HttpResponseMessage> _response = Task.FromException<HttpResponseMessage>(new InvalidOperationException("The call was not started."));
    private Stream _requests = Stream.Null;
    private FrameReader? _answers;

    /// <summary>Whether the next answer is here already.</summary>
    public bool HasNext => _answers is { HasNext: true };

    public async Task StartAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        // A server sends its headers only with its first answer, so they are not awaited before something is written.
        _response = send(request, _ended.Token);
        var first = await Task.WhenAny(content.Opened, _response).WaitAsync(cancellationToken);
        if (first == _response && !content.Opened.IsCompleted)
        {
            // A refusal before anything was sent; where there is no connection, this throws.
            GrpcChannel.ThrowIfRefused(await _response);
            throw new IOException("The server answered before it was asked.");
        }

        _requests = await content.Opened.WaitAsync(cancellationToken);
    }

    /// <summary>Sends frames, all of them now.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken)
    {
        await _requests.WriteAsync(frames, cancellationToken);
        await _requests.FlushAsync(cancellationToken);
    }

    /// <summary>The next answer; <see langword="null"/> where the server ended the call without an error.</summary>
    /// <exception cref="GrpcException">The server ended the call with an error.</exception>
    public async ValueTask<TAnswer?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_answers is null)
        {
            var response = await _response.WaitAsync(cancellationToken);
            GrpcChannel.ThrowIfRefused(response);
            _answers = new(await response.Content.ReadAsStreamAsync(cancellationToken));
        }

        if (await _answers.MoveNextAsync(cancellationToken))
        {
            return _answers.Parse(parser);
        }

        GrpcChannel.ThrowIfFailed(await _response);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        content.Complete();
        await _ended.CancelAsync();
        await ((Task)_response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_response.IsCompletedSuccessfully)
        {
            // Before the buffer goes back, since a read may still be under way.
            (await _response).Dispose();
        }

        _answers?.Dispose();
        request.Dispose();
        _ended.Dispose();
    }
}
