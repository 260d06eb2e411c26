using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// The running service. A batch is sent until each of its lines has an answer that will not change by waiting: what was answered 503, or
/// not at all since the connection broke, is sent again. That has no second effect, since every line has a key or opens an account.
/// </summary>
internal sealed class LedgerService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualWait = TimeSpan.FromMilliseconds(500);
    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    public LedgerService(Uri url, int connections, TimeProvider time)
    {
        _handler = new() { MaxConnectionsPerServer = connections, UseProxy = false };
        // A batch takes as long as it takes; a service that has stopped answering at all closes the connection or is killed.
        _client = new(_handler, disposeHandler: false) { BaseAddress = new(url, "/"), Timeout = Timeout.InfiniteTimeSpan };
        _time = time;
    }

    /// <exception cref="ServiceUnreachableException">No answer of any kind.</exception>
    public async Task EnsureReachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(_client.BaseAddress!, "health/live"), cancellationToken);
        }
        catch (Exception fault) when (IsLost(fault, cancellationToken))
        {
            throw new ServiceUnreachableException(_client.BaseAddress!, fault);
        }
    }

    /// <summary>Sends lines of one file.</summary>
    /// <param name="answered">Is told of each line once, in no order.</param>
    /// <exception cref="ServiceUnreachableException">Nothing was answered for a minute.</exception>
    public async Task SendAsync(IReadOnlyList<LoadLine> lines, Action<LoadLine, LineOutcome> answered, CancellationToken cancellationToken)
    {
        var (open, sentBefore, since) = (lines, new HashSet<LoadLine>(), _time.GetTimestamp());
        while (open.Count > 0)
        {
            var (left, fault, wait) = await SendOnceAsync(open, sentBefore, answered, cancellationToken);
            sentBefore.UnionWith(left);
            since = left.Count < open.Count ? _time.GetTimestamp() : since;
            if (left.Count > 0 && _time.GetElapsedTime(since) > Patience)
            {
                throw new ServiceUnreachableException(_client.BaseAddress!, fault ?? new HttpRequestException("it answers 503"), left);
            }

            open = left;
            await Task.Delay(left.Count > 0 ? wait : TimeSpan.Zero, _time, cancellationToken);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    /// <returns>What has no outcome yet, in its order, why that is, and when to go on.</returns>
    private async Task<(IReadOnlyList<LoadLine> Left, Exception? Fault, TimeSpan Wait)> SendOnceAsync(
        IReadOnlyList<LoadLine> lines, HashSet<LoadLine> sentBefore, Action<LoadLine, LineOutcome> answered, CancellationToken cancellationToken)
    {
        var (left, read) = (new List<LoadLine>(), 0);
        try
        {
            using var request = Request(lines);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return (lines, null, WaitOf(answer.Headers.RetryAfter));
            }

            if (!answer.IsSuccessStatusCode)
            {
                var refusal = LineOutcome.NotTaken(await answer.Content.ReadAsStringAsync(cancellationToken), (int)answer.StatusCode);
                foreach (var line in lines)
                {
                    answered(line, refusal);
                }

                return ([], null, TimeSpan.Zero);
            }

            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            while (read < lines.Count && await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                using var item = JsonDocument.Parse(text);
                var line = lines[read];
                if (LineOutcome.Read(item.RootElement, line.File, sentBefore.Contains(line)) is { } outcome)
                {
                    answered(line, outcome);
                }
                else
                {
                    left.Add(line);
                }

                read++;
            }

            return ([.. left, .. lines.Skip(read)], null, UsualWait);
        }
        // An answer that breaks off may end in the middle of a line.
        catch (Exception fault) when (IsLost(fault, cancellationToken) || fault is JsonException)
        {
            return ([.. left, .. lines.Skip(read)], fault, UsualWait);
        }
    }

    private static bool IsLost(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or IOException || (fault is TaskCanceledException && !cancellationToken.IsCancellationRequested);

    private static HttpRequestMessage Request(IReadOnlyList<LoadLine> lines)
    {
        var body = new StringBuilder();
        foreach (var line in lines)
        {
            body.Append(CultureInfo.InvariantCulture, $"{line.Text}\n");
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(lines[0].File.Route, UriKind.Relative))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToString())),
        };
        request.Content.Headers.ContentType = Lines;
        return request;
    }

    private TimeSpan WaitOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - _time.GetUtcNow()) ?? UsualWait;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
