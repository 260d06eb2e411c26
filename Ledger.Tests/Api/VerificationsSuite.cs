using System.Text.Json;
using Dapper;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

/// <summary>Verifications over HTTP, each test on a ledger of its own, since some of them spoil it.</summary>
public abstract class VerificationsSuite : OwnStores
{
    private LedgerProcess? _ledger;

    private LedgerClient Client => _ledger!.Client;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _ledger = await LedgerProcess.StartAsync(Stores);
        foreach (var id in new[] { "a", "b" })
        {
            await Client.OpenAsync(id, overdraftLimit: "1.00");
            await Client.DepositAsync(id, "10.00", $"{id}-in");
            await Client.WithdrawAsync(id, "20.00");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _ledger?.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_healthy_ledger_passes()
    {
        var begun = (await Client.PostAsync("/v1/audit/verifications", "{}")).ShouldBe(202);
        begun.Member("status").Should().Be("running");
        begun.Header("Location").Should().Be($"/v1/audit/verifications/{begun.Member("id")}");

        var ended = await EndOfAsync(begun);
        ended.GetProperty("status").GetString().Should().Be("passed", ended.GetRawText());
        ended.GetProperty("eventsChecked").GetInt64().Should().Be(7);
        ended.GetProperty("findings").EnumerateArray().Should().BeEmpty();
        ended.GetProperty("moreFindings").GetInt64().Should().Be(0);
        ended.GetProperty("endedAt").GetDateTimeOffset().Should().BeOnOrAfter(ended.GetProperty("startedAt").GetDateTimeOffset());
        ended.GetProperty("position").GetString().Should().Be((await Client.GetAsync("/v1/accounts/a")).Header("Ledger-Position"));
    }

    [Fact]
    public async Task One_account_can_be_verified_alone()
    {
        await SpoilAsync("UPDATE accounts SET balance = 1 WHERE id = 'b'");

        var a = await EndOfAsync((await Client.PostAsync("/v1/audit/verifications", """{"accountId":"a"}""")).ShouldBe(202));
        a.GetProperty("status").GetString().Should().Be("passed", a.GetRawText());
        a.GetProperty("eventsChecked").GetInt64().Should().Be(3);
        var b = await EndOfAsync((await Client.PostAsync("/v1/audit/verifications", """{"accountId":"b"}""")).ShouldBe(202));
        b.GetProperty("status").GetString().Should().Be("failed");
    }

    [Fact]
    public async Task A_changed_row_is_found_and_named()
    {
        await SpoilAsync("UPDATE transactions SET amount = amount + 1 WHERE account_id = 'b' AND revision = 1");

        var ended = await EndOfAsync((await Client.PostAsync("/v1/audit/verifications", "{}")).ShouldBe(202));
        ended.GetProperty("status").GetString().Should().Be("failed");
        var finding = ended.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("stream").GetString() is not null);
        finding.GetProperty("kind").GetString().Should().Be("transaction-row-differs");
        finding.GetProperty("stream").GetString().Should().Be("account-b");
        finding.GetProperty("revision").GetInt64().Should().Be(1);
        finding.GetProperty("detail").GetString().Should().Contain("amount is 1001, the events say 1000");
    }

    [Fact]
    public async Task The_continuous_audit_says_soon_that_a_row_has_drifted()
    {
        (await Client.GetAsync("/health/ready")).Json.GetProperty("dependencies").GetProperty("audit").GetProperty("status").GetString().Should().Be("live");
        await SpoilAsync("UPDATE accounts SET balance = balance + 1 WHERE id = 'b'");

        var ready = await Client.GetAsync("/health/ready");
        for (var i = 0; i < 300 && ready.Json.GetProperty("dependencies").GetProperty("audit").GetProperty("status").GetString() == "live"; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            ready = await Client.GetAsync("/health/ready");
        }

        ready.ShouldBe(200).Member("status").Should().Be("degraded");
        var audit = ready.Json.GetProperty("dependencies").GetProperty("audit");
        audit.GetProperty("status").GetString().Should().Be("drifted");
        audit.GetProperty("detail").GetString().Should().Contain("account-b").And.Contain("balance is 1001, the events say 1000");
        _ledger!.Output.Should().Contain("The ledger has drifted");
    }

    [Fact]
    public async Task What_is_verified_already_is_refused_or_answered_but_never_lost()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Client.PostAsync("/v1/audit/verifications", i % 2 == 0 ? "{}" : """{"accountId":"a"}""")));
        foreach (var answer in answers)
        {
            if (answer.Status == 409)
            {
                answer.ShouldBeProblem(409, "verification-running");
            }
            else
            {
                (await EndOfAsync(answer.ShouldBe(202))).GetProperty("status").GetString().Should().Be("passed");
            }
        }

        answers.Should().Contain(answer => answer.Status == 202);
    }

    private async Task<JsonElement> EndOfAsync(Answer begun)
    {
        for (var i = 0; i < 600; i++)
        {
            var answer = (await Client.GetAsync(begun.Header("Location")!)).ShouldBe(200);
            if (answer.Member("status") != "running")
            {
                return answer.Json;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The verification did not end.");
    }

    private async Task SpoilAsync(string sql)
    {
        // What was acknowledged is in the rows then, and not on its way to them.
        await Client.GetAsync("/v1/accounts?limit=1");
        await Client.GetAsync("/v1/transactions?limit=1");
        await using var connection = Stores.ConnectToReadModels();
        (await connection.ExecuteAsync(LiveTables.OfFirstGeneration(sql))).Should().Be(1);
    }
}
