using System.Net.Http.Json;

namespace Ledger.Benchmarks.Measures.Postings;

/// <summary>Transfers between accounts that are drawn by lot; each is answered when both legs are there.</summary>
internal sealed class Transfers(MoneyService service)
{
    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var pairs = Enumerable.Range(0, count).Select(_ => (From: random.Next(service.Accounts), Step: random.Next(1, service.Accounts))).ToArray();
        var began = TimeProvider.System.GetTimestamp();
        var took = await service.SendAsync(count, i => new(HttpMethod.Post, "v1/transfers")
        {
            Content = JsonContent.Create(new
            {
                fromAccountId = service.AccountId(pairs[i].From),
                toAccountId = service.AccountId((pairs[i].From + pairs[i].Step) % service.Accounts),
                amount = "0.01",
                currency = "EUR",
            }),
        }, 201, cancellationToken);
        Summary.Write("transfers", took, TimeProvider.System.GetElapsedTime(began));
    }
}
