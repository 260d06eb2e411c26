using Ledger.Tests.Support;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

[Collection(ProcessGroup.Name)]
public sealed class DiskFullTests
{
    [Fact]
    public async Task On_a_full_disk_writes_are_refused_reads_go_on_and_room_makes_it_well_again()
    {
        using var volume = SmallDisk.MountOrSkip(6);
        var filler = Path.Combine(volume.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[2 << 20], TestContext.Current.CancellationToken);
        using var process = await LedgerProcess.StartAsync(volume.Path);
        var client = process.Client;
        await client.OpenAsync("a");

        var description = new string('x', 500);
        var (acknowledged, refused) = (0, (Answer?)null);
        while (refused is null)
        {
            acknowledged.Should().BeLessThan(20_000, "the disk is small");
            // At the end one by one: where many at once have no room, a few may have.
            var atOnce = acknowledged < 500 ? 32 : 1;
            var answers = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => client.DepositAsync("a", "1.00", description: description)));
            acknowledged += answers.Count(answer => answer.Status == 201);
            refused = answers.FirstOrDefault(answer => answer.Status != 201);
            answers.Where(answer => answer.Status != 201).Select(answer => answer.Code).Should().AllBe("store-unavailable");
        }

        refused.ShouldBeProblem(503, "store-unavailable");
        (await client.GetAsync("/v1/accounts/a/balance?revision=1")).ShouldBe(200).Member("balance").Should().Be("1.00");
        (await client.GetAsync("/v1/accounts/a/events?direction=backwards&limit=1")).ShouldBe(200);
        (await client.GetAsync("/health/ready")).Member("status").Should().NotBe("ready");
        (await client.GetAsync("/health/live")).ShouldBe(200);

        File.Delete(filler);
        var posted = await EventuallyPostedAsync(client);
        acknowledged++;
        posted.Member("balanceAfter").Should().Be($"{acknowledged}.00");
        (await client.GetAsync("/v1/accounts/a/balance", ("Ledger-Wait-Ms", "20000"))).ShouldBe(200).Member("balance").Should().Be($"{acknowledged}.00");
        await UntilReadyAsync(client);
        (await client.AllAsync("/v1/transactions?accountId=a")).Should().HaveCount(acknowledged);
        (await process.TerminateAsync()).Should().Be(0, process.Output);
    }

    /// <summary>The read models try again by themselves.</summary>
    private static async Task UntilReadyAsync(LedgerClient client)
    {
        for (var i = 0; (await client.GetAsync("/health/ready")).Member("status") != "ready"; i++)
        {
            i.Should().BeLessThan(150);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<Answer> EventuallyPostedAsync(LedgerClient client)
    {
        for (var i = 0; i < 50; i++)
        {
            var answer = await client.DepositAsync("a", "1.00");
            if (answer.Status == 201)
            {
                return answer;
            }

            answer.ShouldBeProblem(503, "store-unavailable");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("There is room again, and it still cannot be written.");
    }
}
