using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>A call made by hand: bytes are sent, and what comes back is kept as it is.</summary>
internal sealed record RawExchange(
    int HttpStatus,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<byte[]> Messages,
    IReadOnlyDictionary<string, string> Trailers,
    bool IsEnded)
{
    /// <summary>Of every answer of every server; they say nothing about the call.</summary>
    private static readonly string[] Ordinary = ["content-type", "content-length", "date", "server"];

    private static readonly TimeSpan ToBeSureThatNothingFollows = TimeSpan.FromMilliseconds(100);

    /// <param name="keepsOpen">Whether the request goes on for as long as the call does.</param>
    /// <param name="stopAfter">Breaks the call off after so many messages; <see langword="null"/> reads to the end.</param>
    public static async Task<RawExchange> RunAsync(
        HttpClient client,
        Uri address,
        IEnumerable<byte[]> messages,
        IEnumerable<(string Name, string Value)> headers,
        bool keepsOpen,
        int? stopAfter,
        CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new FramedContent(messages, keepsOpen, end.Token),
        };
        request.Headers.TE.Add(new("trailers"));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var received = new List<byte[]>();
        while (received.Count != stopAfter && await ReadAsync(body, cancellationToken) is { } message)
        {
            received.Add(message);
        }

        var isEnded = stopAfter is null || await EndsAsync(body, cancellationToken);
        await end.CancelAsync();
        return new((int)response.StatusCode, Spoken(response.Headers), received, Spoken(response.TrailingHeaders), isEnded);
    }

    private static Dictionary<string, string> Spoken(HttpResponseHeaders headers) => headers
        .Where(header => !Ordinary.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.Ordinal);

    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var header = new byte[5];
        if (await body.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) == 0)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1))];
        await body.ReadExactlyAsync(message, cancellationToken);
        return message;
    }

    private static async Task<bool> EndsAsync(Stream body, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ToBeSureThatNothingFollows);
        try
        {
            await ReadAsync(body, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed class FramedContent : HttpContent
    {
        private readonly IEnumerable<byte[]> _messages;
        private readonly bool _keepsOpen;
        private readonly CancellationToken _end;

        public FramedContent(IEnumerable<byte[]> messages, bool keepsOpen, CancellationToken end)
        {
            (_messages, _keepsOpen, _end) = (messages, keepsOpen, end);
            Headers.ContentType = new("application/grpc");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var message in _messages)
            {
                var header = new byte[5];
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), message.Length);
                await stream.WriteAsync(header, _end);
                await stream.WriteAsync(message, _end);
            }

            await stream.FlushAsync(_end);
            if (_keepsOpen)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _end);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
