using System.Net;
using System.Net.Http.Headers;

namespace Ledger.Api.CommandLine.Load;

/// <summary>The running service: sends a line until it has an answer that will not change by waiting.</summary>
internal sealed class LedgerService : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_usualWait = TimeSpan.FromMilliseconds(500);
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly TimeProvider _time = TimeProvider.System;

    public LedgerService(Uri url, int connections)
    {
        _handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false };
        _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = new Uri(url, "/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <exception cref="ServiceUnreachableException">No answer of any kind.</exception>
    public async Task EnsureReachableAsync(CancellationToken cancellationToken)
    {
        var health = new Uri(_client.BaseAddress!, "health/live");
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(health, cancellationToken);
        }
        catch (Exception e) when (IsLost(e, cancellationToken))
        {
            throw new ServiceUnreachableException(_client.BaseAddress!, e);
        }
    }

    /// <summary>
    /// A 503 is waited out as it asks. A lost connection leaves the outcome open, so the line is sent again only where that cannot have
    /// a second effect: with its key, or where it opens an account.
    /// </summary>
    /// <exception cref="ServiceUnreachableException">The service was away for a minute.</exception>
    public async Task<LineOutcome> SendAsync(LoadLine line, CancellationToken cancellationToken)
    {
        long began = _time.GetTimestamp();
        bool repeatable = line.IdempotencyKey is not null || !line.File.IsTransactions;
        bool maybeArrived = false;
        while (true)
        {
            TimeSpan wait = s_usualWait;
            bool patient = _time.GetElapsedTime(began) < s_patience;
            try
            {
                using HttpRequestMessage request = Request(line);
                using HttpResponseMessage answer = await _client.SendAsync(request, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || !patient)
                {
                    return await AnswerReader.ReadAsync(line, answer, maybeArrived, cancellationToken);
                }

                if (!repeatable && await AnswerReader.IsOpenAsync(answer, cancellationToken))
                {
                    return await AnswerReader.ReadAsync(line, answer, maybeArrived, cancellationToken);
                }

                wait = WaitOf(answer.Headers.RetryAfter);
            }
            catch (Exception e) when (IsLost(e, cancellationToken))
            {
                bool refused = NeverConnected(e);
                maybeArrived |= !refused;
                if (!patient)
                {
                    throw new ServiceUnreachableException(_client.BaseAddress!, e);
                }

                if (!refused && !repeatable)
                {
                    return new LineOutcome(
                        LineResult.NotTaken, "no-answer", "The connection broke, and without an idempotencyKey it cannot be sent again.");
                }
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static bool IsLost(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested);

    private static bool NeverConnected(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private static HttpRequestMessage Request(LoadLine line)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(line.File.Route, UriKind.Relative)) { Content = new ReadOnlyMemoryContent(line.Body) };
        request.Content.Headers.ContentType = s_json;
        if (line.IdempotencyKey is { } key)
        {
            // As it is: whether it may be a key is for the service to say.
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return request;
    }

    private TimeSpan WaitOf(RetryConditionHeaderValue? header)
    {
        TimeSpan wait = header?.Delta ?? (header?.Date - _time.GetUtcNow()) ?? s_usualWait;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
