using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Matches;

/// <summary>What tests of the automatic matcher do again and again.</summary>
internal static class MatchingLab
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<LedgerProcess> StartAsync(LedgerStores stores, string mode, string? rules = null) => LedgerProcess.StartAsync(
        stores.Directory,
        [.. stores.Settings, ("Ledger__Matching", mode), .. rules is null ? Array.Empty<(string, string)>() : [("Ledger__MatchingRules", rules)]]);

    /// <summary>Two who can be told apart, and two who cannot.</summary>
    public static async Task RegisterAsync(LedgerClient client)
    {
        foreach (var (id, name) in new[] { ("olivia", "Olivia Quartz"), ("benjamin", "Benjamin Holloway"), ("emma-1", "Emma Brown"), ("emma-2", "Emma Brown") })
        {
            (await client.PostAsync("/v1/users", new { id, name })).Status.Should().BeOneOf(200, 201);
        }
    }

    public static async Task<string> DepositAsync(LedgerClient client, string account, string description, string? reference = null)
    {
        (await client.PostAsync("/v1/accounts", new { id = account, currency = "EUR" })).Status.Should().BeOneOf(200, 201);
        return (await client.DepositAsync(account, "5.00", description: description, reference: reference)).ShouldBe(201).Member("id")!;
    }

    /// <summary>All matches of a transaction, whatever became of them, the newest first.</summary>
    public static Task<IReadOnlyList<JsonElement>> MatchesAsync(LedgerClient client, string transaction) => client.ItemsAsync($"/v1/matches?transactionId={transaction}");

    /// <summary>The one match of a transaction, once it is there.</summary>
    public static async Task<JsonElement> MatchedAsync(LedgerClient client, string transaction)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            if (await MatchesAsync(client, transaction) is { Count: > 0 } matches)
            {
                return matches.Should().ContainSingle().Subject;
            }

            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience, "it is matched soon");
        }
    }

    /// <summary>Waits until everything that came before was looked at: what comes now is matched after it.</summary>
    public static async Task PassAsync(LedgerClient client) => await MatchedAsync(client, await DepositAsync(client, "sentinel", "from Benjamin Holloway"));

    public static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static (string?, string?, string?) Of(JsonElement match) => (Text(match, "status"), Text(match, "userId"), Text(match, "rule"));

    public static Task<Answer> UndoAsync(LedgerClient client, JsonElement match) => client.SendAsync(LedgerClient.Request(
        HttpMethod.Delete, $"/v1/transactions/{Text(match, "transactionId")}/matches/{Text(match, "id")}?reason=mistaken", null));

    /// <summary>What happened in an account, of the events of matches.</summary>
    public static async Task<IReadOnlyList<JsonElement>> EventsAsync(LedgerClient client, string account)
    {
        var (all, from) = (new List<JsonElement>(), (long?)0);
        while (from is not null)
        {
            var page = (await client.GetAsync($"/v1/accounts/{account}/events?from={from}&limit=500")).ShouldBe(200).Json;
            all.AddRange(page.GetProperty("items").EnumerateArray().Where(e => Text(e, "type")!.Contains("match", StringComparison.Ordinal)));
            from = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }

        return all;
    }
}
