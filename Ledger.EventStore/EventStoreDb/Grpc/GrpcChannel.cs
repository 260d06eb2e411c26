using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>Calls to one node, framed as gRPC has it, over HTTP/2. The handler keeps the connections.</summary>
internal sealed class GrpcChannel(Uri address, AuthenticationHeaderValue? credentials, HttpMessageInvoker http, TimeProvider time)
{
    public static readonly MediaTypeHeaderValue ContentType = new("application/grpc");

    // The header has eight digits. Nobody waits for so many milliseconds, which are more than a day.
    private const long MaxTimeout = 99_999_999;

    /// <summary>Sends messages, and awaits the one answer.</summary>
    /// <exception cref="GrpcException">The server ended the call with an error.</exception>
    /// <exception cref="HttpRequestException">The connection failed.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">The deadline passed without an answer.</exception>
    public async Task<TAnswer> CallAsync<TAnswer>(
        GrpcMethod<TAnswer> method, ReadOnlyMemory<IMessage> messages, GrpcCallOptions options, CancellationToken cancellationToken)
        where TAnswer : class, IMessage<TAnswer>
    {
        using var limit = new CancellationTokenSource(options.Deadline ?? Timeout.InfiniteTimeSpan, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            TAnswer? answer = null;
            await foreach (var message in StreamAsync(method, messages, options, ended.Token))
            {
                answer = message;
            }

            return answer ?? throw new IOException("The server answered nothing.");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{address.Authority} did not answer within {options.Deadline?.TotalSeconds} s.", e);
        }
    }

    /// <summary>Sends messages, and reads a stream of answers. Errors as in <see cref="CallAsync"/>.</summary>
    public async IAsyncEnumerable<TAnswer> StreamAsync<TAnswer>(
        GrpcMethod<TAnswer> method,
        ReadOnlyMemory<IMessage> messages,
        GrpcCallOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TAnswer : class, IMessage<TAnswer>
    {
        using var content = new FramesContent(messages.Span);
        using var request = Request(method.Path, content, options);
        using var response = await SendAsync(request, cancellationToken);
        ThrowIfRefused(response);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var frames = new FrameReader(body);
        while (await frames.MoveNextAsync(cancellationToken))
        {
            yield return frames.Parse(method.Parser);
        }

        ThrowIfFailed(response);
    }

    /// <summary>Opens a call that both sides write to for as long as they like.</summary>
    /// <exception cref="HttpRequestException">There is no connection; nothing was sent.</exception>
    public async Task<GrpcDuplexCall<TAnswer>> OpenAsync<TAnswer>(
        GrpcMethod<TAnswer> method, GrpcCallOptions options, CancellationToken cancellationToken)
        where TAnswer : class, IMessage<TAnswer>
    {
        var content = new DuplexContent();
        var call = new GrpcDuplexCall<TAnswer>(method.Parser, content, Request(method.Path, content, options));
        try
        {
            await call.StartAsync(SendAsync, cancellationToken);
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>Throws where the server sent no answer but an error.</summary>
    public static void ThrowIfRefused(HttpResponseMessage response)
    {
        if (GrpcStatus.Find(response.Headers) is { Code: not GrpcStatusCode.Ok } refusal)
        {
            throw new GrpcException(refusal);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            var said = $"The server answered with HTTP status {(int)response.StatusCode}, which is not gRPC.";
            // Servers that check who calls before they know that it is gRPC say that much.
            throw response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => new GrpcException(new(GrpcStatusCode.Unauthenticated, said, null, null)),
                HttpStatusCode.Forbidden => new GrpcException(new(GrpcStatusCode.PermissionDenied, said, null, null)),
                HttpStatusCode.NotFound => new GrpcException(new(GrpcStatusCode.Unimplemented, said, null, null)),
                _ => new IOException(said),
            };
        }
    }

    /// <summary>Throws where the answer, now read to its end, was followed by an error.</summary>
    public static void ThrowIfFailed(HttpResponseMessage response)
    {
        var status = GrpcStatus.Find(response.TrailingHeaders) ?? GrpcStatus.Find(response.Headers)
            ?? throw new IOException("The answer ended without its status.");
        if (status.Code != GrpcStatusCode.Ok)
        {
            throw new GrpcException(status);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // So the handler says that a connection took too long to make. To everybody else it would mean that somebody gave up.
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{address.Authority} cannot be connected to in time.", e);
        }
    }

    private HttpRequestMessage Request(string path, HttpContent content, GrpcCallOptions options)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Authorization = credentials;
        if (options.RequiresLeader)
        {
            request.Headers.Add("requires-leader", "true");
        }

        if (options.Deadline is { } deadline)
        {
            request.Headers.Add("grpc-timeout", Math.Min((long)deadline.TotalMilliseconds, MaxTimeout).ToString(CultureInfo.InvariantCulture) + "m");
        }

        return request;
    }
}
