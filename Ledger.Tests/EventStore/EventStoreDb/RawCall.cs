using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Google.Protobuf;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>A call made by hand, with nothing of a client between the test and the wire.</summary>
internal sealed class RawCall : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Of every answer of every server; they say nothing about the call.</summary>
    private static readonly string[] Ordinary = ["content-type", "content-length", "date", "server"];

    private readonly Channel<byte[]> _requests = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource _end = new();
    private readonly HttpRequestMessage _request;
    private readonly Task<HttpResponseMessage> _response;
    private Stream? _body;

    public RawCall(HttpClient client, Uri address, params IEnumerable<(string Name, string Value)> headers)
    {
        _request = new(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new FramedContent(_requests.Reader, _end.Token),
        };
        _request.Headers.TE.Add(new("trailers"));
        foreach (var (name, value) in headers)
        {
            _request.Headers.Add(name, value);
        }

        _response = client.SendAsync(_request, HttpCompletionOption.ResponseHeadersRead, _end.Token);
    }

    /// <summary>Whether response headers are there.</summary>
    public bool IsAnswered => _response.IsCompleted;

    public void Send(byte[] message) => _requests.Writer.TryWrite(message).Should().BeTrue();

    public void Send(IMessage message) => Send(message.ToByteArray());

    /// <summary>Nothing more will be sent.</summary>
    public void Complete() => _requests.Writer.Complete();

    public async Task<HttpResponseMessage> ResponseAsync() => await _response.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyDictionary<string, string>> HeadersAsync() => Spoken((await ResponseAsync()).Headers);

    /// <summary>They are there after the last message.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TrailersAsync() => Spoken((await ResponseAsync()).TrailingHeaders);

    /// <returns>The next message; <see langword="null"/> at the end.</returns>
    public async Task<byte[]?> ReceiveAsync(TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, _end.Token);
        limit.CancelAfter(patience ?? Patience);
        _body ??= await (await ResponseAsync()).Content.ReadAsStreamAsync(limit.Token);
        var header = new byte[5];
        if (await _body.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, limit.Token) == 0)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1))];
        await _body.ReadExactlyAsync(message, limit.Token);
        return message;
    }

    public async Task<T?> ReceiveAsync<T>(MessageParser<T> parser)
        where T : class, IMessage<T> => await ReceiveAsync() is { } message ? parser.ParseFrom(message) : null;

    /// <summary>Breaks the call off, where it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _response.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (_response.IsCompletedSuccessfully)
        {
            _response.Result.Dispose();
        }

        _request.Dispose();
        _end.Dispose();
    }

    private static Dictionary<string, string> Spoken(HttpResponseHeaders headers) => headers
        .Where(header => !Ordinary.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.Ordinal);

    private sealed class FramedContent : HttpContent
    {
        private readonly ChannelReader<byte[]> _messages;
        private readonly CancellationToken _end;

        public FramedContent(ChannelReader<byte[]> messages, CancellationToken end)
        {
            (_messages, _end) = (messages, end);
            Headers.ContentType = new("application/grpc");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            while (await _messages.WaitToReadAsync(_end))
            {
                while (_messages.TryRead(out var message))
                {
                    var header = new byte[5];
                    BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), message.Length);
                    await stream.WriteAsync(header, _end);
                    await stream.WriteAsync(message, _end);
                }

                await stream.FlushAsync(_end);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
