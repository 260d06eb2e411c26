using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Audit;

public abstract class FeedEndSuite : OwnStores
{
    [Fact]
    public async Task The_feed_ends_with_the_service_and_is_taken_up_again_after_it()
    {
        string last;
        using (var process = await LedgerProcess.StartAsync(Stores))
        {
            using var http = new HttpClient { BaseAddress = process.Client.Url };
            using var feed = await FeedReader.OpenAsync(http, "/v1/events");
            await process.Client.OpenAsync("a");
            (await feed.NextAsync())!.Value.Type.Should().Be("account-opened.v1");
            last = feed.LastId!;

            var ended = feed.NextAsync();
            (await process.TerminateAsync()).Should().Be(0, process.Output);
            (await ended).Should().BeNull("the end is a clean one");
            process.Output.Should().NotContain("fail:");
        }

        using var next = await LedgerProcess.StartAsync(Stores);
        using var again = new HttpClient { BaseAddress = next.Client.Url };
        await next.Client.DepositAsync("a", "1.00");
        using var resumed = await FeedReader.OpenAsync(again, "/v1/events", last);
        (await resumed.NextAsync())!.Value.Type.Should().Be("funds-deposited.v1");
    }
}
