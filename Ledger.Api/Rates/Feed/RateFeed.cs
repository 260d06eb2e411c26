using Ledger.Domain.Rates;

namespace Ledger.Api.Rates.Feed;

/// <summary>Fetches rates over HTTP: with a limit of time and size for each attempt, and a few attempts.</summary>
internal sealed class RateFeed(Uri url, HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    /// <summary>The whole history since 1999 is about a third of it.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    private const int Attempts = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client = new(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    /// <summary>Where it comes from, without anything secret that the address may hold.</summary>
    public string Host => url.Host;

    /// <exception cref="RatesUnavailableException">No attempt brought rates.</exception>
    public async Task<IReadOnlyList<RateFigure>> FetchAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryFetchAsync(cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested
                && fault is HttpRequestException or IOException or FormatException or OperationCanceledException)
            {
                if (attempt == Attempts)
                {
                    throw new RatesUnavailableException($"{Host} gave no rates in {Attempts} attempts.", fault);
                }
            }

            // Twice as long each time, and never all processes at once.
            var longest = FirstPause * (1 << (attempt - 1));
            await Task.Delay((longest / 2) + (longest / 2 * Random.Shared.NextDouble()), time, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<IReadOnlyList<RateFigure>> TryFetchAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var response = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
        response.EnsureSuccessStatusCode();
        using var body = new MemoryStream();
        await using var content = await response.Content.ReadAsStreamAsync(either.Token);
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, either.Token) is var read and > 0)
        {
            if (body.Length + read > MaxLength)
            {
                throw new FormatException($"The feed is longer than {MaxLength} bytes.");
            }

            await body.WriteAsync(buffer.AsMemory(0, read), either.Token);
        }

        body.Position = 0;
        return EcbXml.Read(body, Host);
    }
}

/// <summary>The source of rates did not give any.</summary>
internal sealed class RatesUnavailableException(string message, Exception inner) : Exception(message, inner);
