using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>Rebuilds, as an operator asks for them and waits for their end.</summary>
internal static class Rebuilding
{
    /// <summary>The phase of what nobody has begun with.</summary>
    public const string NotBegun = "requested";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<string> Projections { get; } = ["accounts", "transactions", "transaction_ids"];

    /// <summary>Asks for new generations where none is on its way.</summary>
    public static async Task AskAsync(LedgerClient client, string onDifference = "stop")
    {
        foreach (var name in Projections)
        {
            (await client.PostAsync($"/v1/ops/projections/{name}/rebuild", new { onDifference })).Status.Should().BeOneOf(202, 409);
        }
    }

    /// <summary>What is on its way, by the names of the phases.</summary>
    public static async Task<IReadOnlyList<string>> PhasesAsync(LedgerClient client) =>
        [.. (await ItemsAsync(client)).Select(RebuildOf).Where(rebuild => rebuild.ValueKind != JsonValueKind.Null).Select(rebuild => rebuild.GetProperty("phase").GetString()!)];

    /// <summary>Waits until one is at work, and answers the phases. What has ended unseen is asked for again.</summary>
    public static async Task<IReadOnlyList<string>> BeginAsync(LedgerClient client)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var phases = await PhasesAsync(client);
            if (phases.Any(phase => phase != NotBegun))
            {
                return phases;
            }

            if (phases.Count == 0)
            {
                await AskAsync(client);
            }

            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience);
        }
    }

    /// <summary>Waits until nothing is on its way and everything is live.</summary>
    public static async Task EndAsync(LedgerClient client)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var items = await ItemsAsync(client);
            if (items.All(item => item.GetProperty("status").GetString() == "live" && RebuildOf(item).ValueKind == JsonValueKind.Null))
            {
                return;
            }

            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience, string.Join('\n', items.Select(item => item.GetRawText())));
        }
    }

    /// <summary>Checks everything by the service's own means.</summary>
    public static async Task VerifyAsync(LedgerClient client)
    {
        var verification = (await client.PostAsync("/v1/audit/verifications", "{}")).ShouldBe(202);
        while (verification.Member("status") == "running")
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            verification = (await client.GetAsync($"/v1/audit/verifications/{verification.Member("id")}")).ShouldBe(200);
        }

        verification.Member("status").Should().Be("passed", verification.Text);
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(LedgerClient client) => await client.ItemsAsync("/v1/ops/projections");

    private static JsonElement RebuildOf(JsonElement projection) => projection.GetProperty("rebuild");
}
