using Ledger.Tests.Api.Crash;
using Ledger.Tests.Support.Service;
using static Ledger.Tests.Api.Matches.MatchingLab;

namespace Ledger.Tests.Api.Matches;

/// <summary>Two processes of one ledger: one matches, and the other goes on where it dies.</summary>
[Collection(ProcessGroup.Name)]
public sealed class TwoMatchersTests : IAsyncLifetime
{
    private readonly ProductionStores _stores = new();

    public async ValueTask InitializeAsync() => await _stores.StartAsync();

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task The_other_takes_over_and_nothing_is_matched_twice_or_left_out()
    {
        using var first = await StartAsync(_stores, "record");
        using var second = await StartAsync(_stores, "record");
        await RegisterAsync(first.Client);
        var transactions = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            transactions.Add(await DepositAsync(second.Client, $"a{i % 4}", "from Olivia Quartz"));
        }

        (await StatusAsync(first.Client), await StatusAsync(second.Client)).Should().Match<(string, string)>(both => both.Item1 == "standby" != (both.Item2 == "standby"));
        var (leading, other) = await StatusAsync(first.Client) == "standby" ? (second, first) : (first, second);
        await leading.KillAsync();
        for (var i = 0; i < 40; i++)
        {
            transactions.Add(await DepositAsync(other.Client, $"a{i % 4}", "from Olivia Quartz"));
        }

        await PassAsync(other.Client);
        var matched = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            matched.AddRange((await EventsAsync(other.Client, $"a{i}")).Select(e => Text(e.GetProperty("data"), "ofTransaction")!));
        }

        matched.Should().BeEquivalentTo(transactions);
        await Rebuilding.VerifyAsync(other.Client);
    }

    private static async Task<string> StatusAsync(LedgerClient client) =>
        (await client.GetAsync("/health/ready")).Json.GetProperty("dependencies").GetProperty("matching").GetProperty("status").GetString()!;
}
