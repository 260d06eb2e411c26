using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Benchmarks.Measures.Postings;

/// <summary>Deposits that are answered when they are durable, and decided later; and how long after the last answer all of them are posted.</summary>
internal sealed class Submissions(MoneyService service)
{
    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var took = await service.SendAsync(count, i =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "v1/transactions")
            {
                Content = JsonContent.Create(new { accountId = service.AccountId(i % service.Accounts), type = "deposit", amount = "0.01", currency = "EUR" }),
            };
            request.Headers.Add("Prefer", "respond-async");
            return request;
        }, 202, cancellationToken);
        Summary.Write("submissions", took, TimeProvider.System.GetElapsedTime(began));

        var answered = TimeProvider.System.GetTimestamp();
        while (await ArePendingAsync(cancellationToken))
        {
            await Task.Delay(10, cancellationToken);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"all are posted {TimeProvider.System.GetElapsedTime(answered).TotalSeconds:F2} s after the last answer"));
    }

    private async Task<bool> ArePendingAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/transactions?status=pending&limit=1");
        request.Headers.Add("Ledger-Wait-Ms", "30000");
        using var answer = await service.Client.SendAsync(request, cancellationToken);
        var page = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return page.GetProperty("items").GetArrayLength() > 0;
    }
}
