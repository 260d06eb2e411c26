using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Benchmarks.Measures.Postings;

/// <summary>The service that is measured, with accounts of this run's own.</summary>
internal sealed class MoneyService : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    public MoneyService(Uri url, int connections, int accounts)
    {
        (Connections, Accounts) = (connections, accounts);
        _handler = new() { MaxConnectionsPerServer = connections, UseProxy = false };
        Client = new(_handler, disposeHandler: false) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(30) };
    }

    public HttpClient Client { get; }

    public int Connections { get; }

    public int Accounts { get; }

    public string AccountId(int number) => $"m{_run}-{number}";

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        await PostLinesAsync("v1/accounts/batch", Enumerable.Range(0, Accounts).Select(i => new { id = AccountId(i), currency = "EUR", ownerId = $"m{_run}" }), cancellationToken);

    /// <summary>Puts a million into each account.</summary>
    public async Task FundAsync(CancellationToken cancellationToken) => await PostLinesAsync(
        "v1/transactions/batch",
        Enumerable.Range(0, Accounts).Select(i => new { accountId = AccountId(i), type = "deposit", amount = "1000000.00", currency = "EUR" }),
        cancellationToken);

    /// <summary>What all accounts of the run hold together, in cents.</summary>
    public async Task<long> SumAsync(CancellationToken cancellationToken)
    {
        var (sum, next) = (0L, string.Empty);
        while (next is not null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/accounts?ownerId=m{_run}&limit=500&cursor={next}");
            request.Headers.Add("Ledger-Wait-Ms", "30000");
            using var answer = await Client.SendAsync(request, cancellationToken);
            var page = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            sum += page.GetProperty("items").EnumerateArray().Sum(item => (long)(decimal.Parse(item.GetProperty("balance").GetString()!, System.Globalization.CultureInfo.InvariantCulture) * 100));
            next = page.GetProperty("next").GetString();
        }

        return sum;
    }

    /// <summary>Sends one request after the other over each connection.</summary>
    /// <param name="request">Makes the request of a number.</param>
    /// <param name="status">What each must be answered.</param>
    /// <returns>How long each took.</returns>
    public async Task<TimeSpan[]> SendAsync(int count, Func<int, HttpRequestMessage> request, int status, CancellationToken cancellationToken)
    {
        var took = new TimeSpan[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                var began = TimeProvider.System.GetTimestamp();
                using var message = request(i);
                using var answer = await Client.SendAsync(message, cancellationToken);
                took[i] = TimeProvider.System.GetElapsedTime(began);
                if ((int)answer.StatusCode != status)
                {
                    throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
                }
            }
        }, cancellationToken)));
        return took;
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    private async Task PostLinesAsync<T>(string route, IEnumerable<T> items, CancellationToken cancellationToken)
    {
        using var content = new StringContent(string.Join('\n', items.Select(item => JsonSerializer.Serialize(item))), mediaType: new("application/x-ndjson"));
        using var answer = await Client.PostAsync(new Uri(route, UriKind.Relative), content, cancellationToken);
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        if (text.Contains("\"problem\"", StringComparison.Ordinal))
        {
            throw new HttpRequestException(text[..Math.Min(500, text.Length)]);
        }
    }
}
