using System.Collections.Concurrent;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>Clients that move money on a few accounts, one of them a hot one, and remember what they were promised.</summary>
internal sealed class Load
{
    public const int Clients = 12;

    private readonly ConcurrentDictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _unexpected = new();
    private int _last;

    public static IReadOnlyList<string> Accounts { get; } = ["hot", "cold-1", "cold-2", "cold-3"];

    public IReadOnlyDictionary<string, Sent> Commands => _sent;

    /// <summary>Answers that no contract allows.</summary>
    public IReadOnlyCollection<string> Unexpected => _unexpected;

    /// <summary>Runs until it is told to stop, or the service is gone.</summary>
    public Task RunAsync(LedgerClient client, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => RunClientAsync(client, stop), CancellationToken.None)));

    /// <summary>Sends again what got no answer and has a key: by the key it happens once.</summary>
    public Task SendAgainAsync(LedgerClient client) => Parallel.ForEachAsync(
        _sent.Values.Where(sent => sent is { Known: Known.Nothing, Key: not null }),
        new ParallelOptions { MaxDegreeOfParallelism = Clients },
        async (sent, _) =>
        {
            sent.IsSentAgain = true;
            await SendAsync(client, sent);
        });

    private async Task RunClientAsync(LedgerClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var sent = Next();
            _sent[sent.Reference] = sent;
            if (!await SendAsync(client, sent))
            {
                return;
            }
        }
    }

    private Sent Next()
    {
        var reference = $"r-{Interlocked.Increment(ref _last)}";
        var random = Random.Shared;
        return new(
            reference,
            random.Next(2) == 0 ? "hot" : Accounts[random.Next(Accounts.Count)],
            random.Next(2) == 0 ? "deposit" : "withdrawal",
            random.Next(1, 500),
            random.Next(2) == 0 ? $"key-{reference}" : null);
    }

    /// <summary>Whether the service was there to answer.</summary>
    private async Task<bool> SendAsync(LedgerClient client, Sent sent)
    {
        try
        {
            var amount = $"{sent.Cents / 100}.{sent.Cents % 100:D2}";
            Note(sent, await (sent.Type == "deposit"
                ? client.DepositAsync(sent.AccountId, amount, sent.Key, reference: sent.Reference)
                : client.WithdrawAsync(sent.AccountId, amount, sent.Key, reference: sent.Reference)));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private void Note(Sent sent, Answer answer)
    {
        switch (answer.Status, answer.Code)
        {
            case (201, _):
                (sent.Known, sent.TransactionId) = (Known.Posted, answer.Member("id"));
                break;
            case (422, "insufficient-funds"):
                (sent.Known, sent.TransactionId) = (Known.Declined, answer.Member("transactionId"));
                break;
            case (503, "outcome-unknown"):
                break;
            case (503, "overloaded" or "store-unavailable"):
                // Of what was sent before without an answer it says nothing.
                sent.Known = sent.IsSentAgain ? Known.Nothing : Known.NotWritten;
                break;
            default:
                _unexpected.Enqueue($"{sent}: {answer.Status} {answer.Text}");
                break;
        }
    }
}
