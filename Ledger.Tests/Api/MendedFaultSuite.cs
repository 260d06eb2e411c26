using Ledger.Api.Hosting;
using Ledger.Api.Http.Freshness;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Tests.Api;

public abstract class MendedFaultSuite(LedgerService service)
{
    [Theory]
    [InlineData(32, 201)]
    [InlineData(33, 400)]
    [InlineData(59, 400)]
    [InlineData(62, 400)]
    public async Task Metadata_is_stored_only_as_deep_as_every_reader_can_read_it(int depth, int status)
    {
        var id = $"deep-{depth}";
        await service.Client.OpenAsync(id);
        var metadata = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        var answer = await service.Client.PostAsync(
            "/v1/transactions",
            $$"""{"accountId":"{{id}}","type":"deposit","amount":"1.00","currency":"EUR","metadata":{{metadata}}}""");

        answer.ShouldBe(status);
        (await service.Client.GetAsync($"/v1/accounts/{id}/events")).ShouldBe(200);
        (await service.Client.GetAsync($"/v1/transactions?accountId={id}")).ShouldBe(200);
        (await service.Client.BalanceAsync(id)).Should().Be(status == 201 ? "1.00" : "0.00");
    }

    [Theory]
    [InlineData("/v1/accounts/a?balnce=1", "balnce")]
    [InlineData("/v1/ops/projections?nme=accounts", "nme")]
    [InlineData("/health/live?x=1", "x")]
    public async Task A_route_without_parameters_refuses_one_by_name(string path, string parameter) =>
        (await service.Client.GetAsync(path)).ShouldBeProblem(400, "invalid-request").Text.Should().Contain($"\"{parameter}\"");
}

public abstract class StartingPositionSuite : OwnStores
{
    [Fact]
    public async Task After_a_start_reads_expect_everything_that_the_log_held()
    {
        using (var before = await LedgerProcess.StartAsync(Stores))
        {
            await before.Client.OpenAsync("a");
            await before.Client.DepositAsync("a", "1.00");
            await before.TerminateAsync();
        }

        // Built and not started: no projection has moved, so what reads wait for can only be what was taken over from the log.
        await using var app = await LedgerApplication.BuildAsync(Stores.Arguments, CancellationToken.None);
        var tail = await app.Services.GetRequiredService<IEventStore>().ReadTailAsync(CancellationToken.None);
        tail.Should().BeGreaterThan(Position.Start);
        app.Services.GetRequiredService<Acknowledged>().Of("a").Should().Be(tail);
        app.Services.GetRequiredService<Acknowledged>().Newest.Should().Be(tail);
    }
}
