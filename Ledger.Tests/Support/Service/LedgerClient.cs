using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ledger.Tests.Support.Service;

/// <summary>Speaks HTTP to a ledger, wherever it runs.</summary>
public sealed class LedgerClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http;

    public LedgerClient(Uri baseAddress) => _http = new(new SocketsHttpHandler
    {
        // So that a test can send what is not ASCII.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        AllowAutoRedirect = false,
    })
    { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(60) };

    public Uri Url => _http.BaseAddress!;

    public void Dispose() => _http.Dispose();

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
    }

    /// <summary>
    /// Reads. Where the read models are behind, it asks again as it is told to, unless it says itself how long it waits: no test is to
    /// depend on how fast a machine projects.
    /// </summary>
    public async Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var waitsItself = headers.Any(header => header.Name == "Ledger-Wait-Ms");
        var asked = Stopwatch.StartNew();
        while (true)
        {
            var answer = await SendAsync(Request(HttpMethod.Get, path, null, headers));
            if (answer.Status != 503 || waitsItself || asked.Elapsed > Patience || answer.Code != "read-model-behind")
            {
                return answer;
            }
        }
    }

    public Task<Answer> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(Request(HttpMethod.Post, path, json, headers));

    /// <summary>Posts an object as JSON.</summary>
    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        PostAsync(path, JsonSerializer.Serialize(body), headers);

    public async Task<Answer> OpenAsync(string id, string currency = "EUR", string? overdraftLimit = null, string? ownerId = null) =>
        (await PostAsync("/v1/accounts", new { id, currency, overdraftLimit, ownerId })).ShouldBe(201);

    public Task<Answer> DepositAsync(
        string accountId, string amount, string? key = null, string currency = "EUR", string? reference = null, string? description = null) =>
        MoveAsync("deposit", accountId, amount, key, currency, reference, description);

    public Task<Answer> WithdrawAsync(
        string accountId, string amount, string? key = null, string currency = "EUR", string? reference = null, string? description = null) =>
        MoveAsync("withdrawal", accountId, amount, key, currency, reference, description);

    public async Task<string?> BalanceAsync(string accountId) => (await GetAsync($"/v1/accounts/{accountId}/balance")).ShouldBe(200).Member("balance");

    public async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path, params (string Name, string Value)[] headers) =>
        [.. (await GetAsync(path, headers)).ShouldBe(200).Json.GetProperty("items").EnumerateArray()];

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllAsync(string path)
    {
        var (all, next) = (new List<JsonElement>(), (string?)string.Empty);
        while (next is not null)
        {
            var page = (await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500&cursor={next}")).ShouldBe(200).Json;
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return all;
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null)
        {
            // As bytes: a lone surrogate or the like is the caller's wish.
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private Task<Answer> MoveAsync(
        string type, string accountId, string amount, string? key, string currency, string? reference, string? description) => PostAsync(
            "/v1/transactions",
            new { accountId, type, amount, currency, reference, description },
            key is null ? [] : [("Idempotency-Key", key)]);
}
