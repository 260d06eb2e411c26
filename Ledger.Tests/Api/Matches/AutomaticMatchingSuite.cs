using Ledger.Tests.Api.Crash;
using Ledger.Tests.Support.Exposition;
using Ledger.Tests.Support.Service;
using static Ledger.Tests.Api.Matches.MatchingLab;

namespace Ledger.Tests.Api.Matches;

/// <summary>Who is named is recorded, or proposed, without anybody asking; and never against what somebody has said.</summary>
public abstract class AutomaticMatchingSuite : OwnStores
{
    [Fact]
    public async Task Switched_off_it_does_nothing_then_it_proposes_and_what_was_proposed_is_never_recorded_by_itself()
    {
        string earlier;
        using (var off = await LedgerProcess.StartAsync(Stores))
        {
            await RegisterAsync(off.Client);
            earlier = await DepositAsync(off.Client, "a", "from Olivia Quartz");
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            (await off.Client.ItemsAsync("/v1/matches")).Should().BeEmpty();
            (await off.Client.GetAsync("/health/ready")).Json.GetProperty("dependencies").TryGetProperty("matching", out _).Should().BeFalse();
            (await off.TerminateAsync()).Should().Be(0);
        }

        string refused, left;
        using (var proposing = await StartAsync(Stores, "propose"))
        {
            var client = proposing.Client;
            var proposal = await MatchedAsync(client, earlier);
            Of(proposal).Should().Be(("proposed", "olivia", "built-in-1"));
            (await client.PostAsync($"/v1/matches/{Text(proposal, "id")}/accept", string.Empty)).ShouldBe(200).Member("status").Should().Be("recorded");
            refused = await DepositAsync(client, "a", "from Olivia Quartz again");
            (await UndoAsync(client, await MatchedAsync(client, refused))).ShouldBe(200);
            left = await DepositAsync(client, "a", "from Olivia Quartz once more");
            await MatchedAsync(client, left);
            (await proposing.TerminateAsync()).Should().Be(0, proposing.Output);
        }

        using var recording = await StartAsync(Stores, "record");
        await PassAsync(recording.Client);
        Of((await MatchesAsync(recording.Client, earlier)).Should().ContainSingle().Subject).Should().Be(("recorded", "olivia", "built-in-1"));
        Of((await MatchesAsync(recording.Client, refused)).Should().ContainSingle().Subject).Should().Be(("undone", "olivia", "built-in-1"));
        Of((await MatchesAsync(recording.Client, left)).Should().ContainSingle().Subject).Should().Be(("proposed", "olivia", "built-in-1"));
        await Rebuilding.VerifyAsync(recording.Client);
    }

    [Fact]
    public async Task What_is_recorded_says_by_whom_on_what_grounds_and_by_which_rules()
    {
        var rules = Path.Combine(Stores.Directory, "rules.json");
        await File.WriteAllTextAsync(
            rules, """{"version":"strict-7","method":"exact-names","minScore":0.8,"fields":["description","reference"],"types":["deposit","withdrawal"]}""", TestContext.Current.CancellationToken);
        using var process = await StartAsync(Stores, "record", rules);
        var client = process.Client;
        await RegisterAsync(client);

        var (exact, byReference) = (await DepositAsync(client, "a", "from Olivia Quartz, ref 7"), await DepositAsync(client, "a", "Rent", "Olivia Quartz"));
        var slip = await DepositAsync(client, "a", "from Olivia Quarz");
        var paid = (await client.WithdrawAsync("a", "1.00", description: "to Olivia Quartz")).ShouldBe(201).Member("id")!;
        await PassAsync(client);

        foreach (var transaction in new[] { exact, byReference, paid })
        {
            Of(await MatchedAsync(client, transaction)).Should().Be(("recorded", "olivia", "strict-7"));
        }

        (await MatchesAsync(client, slip)).Should().BeEmpty("not every letter stands there");
        var match = await MatchedAsync(client, exact);
        Text(match, "method").Should().Be("exact-names");
        match.GetProperty("score").GetDecimal().Should().BeGreaterThan(0.8m);
        match.GetProperty("evidence").EnumerateArray().Select(part => Text(part, "text")).Should().Equal("Olivia", "Quartz");
        var recorded = (await EventsAsync(client, "a"))[0];
        (Text(recorded, "type"), Text(recorded.GetProperty("metadata"), "actor")).Should().Be(("transaction-matched.v1", "automatic-matcher"));
        (await client.ItemsAsync("/v1/matches?method=exact-names")).Should().HaveCount(4);
    }

    [Fact]
    public async Task What_is_not_certain_or_somebody_has_spoken_of_is_left_alone_also_when_it_is_looked_at_again()
    {
        string[] untouched;
        string byHand, undone;
        using (var before = await StartAsync(Stores, "record"))
        {
            var client = before.Client;
            await RegisterAsync(client);
            undone = await DepositAsync(client, "a", "from Olivia Quartz");
            (await UndoAsync(client, await MatchedAsync(client, undone))).ShouldBe(200);
            untouched = [await DepositAsync(client, "a", "from Emma Brown"), await DepositAsync(client, "a", "Electricity"), await DepositAsync(client, "a", "olv quarz")];
            await PassAsync(client);
            var metrics = (await Scrape.OfAsync(client.Url)).Text;
            metrics["ledger_matching_decisions_total", ("outcome", "recorded")].Should().Be(2);
            metrics["ledger_matching_decisions_total", ("outcome", "ambiguous")].Should().Be(1);
            (metrics["ledger_matching_decisions_total", ("outcome", "none")] + metrics["ledger_matching_decisions_total", ("outcome", "below")]).Should().Be(2);
            await Scrape.UntilAsync(client.Url, text => text["ledger_matching_lag_milliseconds"] == 0);
            (await client.GetAsync("/health/ready")).ShouldBe(200).Json.GetProperty("dependencies").GetProperty("matching").GetProperty("status").GetString().Should().Be("live");
            // Without its checkpoint: everything is looked at again.
            await before.KillAsync();
        }

        using (var off = await LedgerProcess.StartAsync(Stores))
        {
            byHand = await DepositAsync(off.Client, "a", "from Olivia Quartz, for Benjamin");
            (await off.Client.PostAsync($"/v1/transactions/{byHand}/matches", new { userId = "benjamin" })).ShouldBe(201);
            var reversed = await DepositAsync(off.Client, "a", "from Olivia Quartz, by mistake");
            (await off.Client.PostAsync($"/v1/transactions/{reversed}/reversal", new { reason = "mistake" })).ShouldBe(201);
            untouched = [.. untouched, reversed];
            (await off.TerminateAsync()).Should().Be(0);
        }

        using var after = await StartAsync(Stores, "record");
        await PassAsync(after.Client);
        foreach (var transaction in untouched)
        {
            (await MatchesAsync(after.Client, transaction)).Should().BeEmpty();
        }

        Of((await MatchesAsync(after.Client, byHand)).Should().ContainSingle().Subject).Should().Be(("recorded", "benjamin", null));
        Of((await MatchesAsync(after.Client, undone)).Should().ContainSingle().Subject).Should().Be(("undone", "olivia", "built-in-1"));
        await Rebuilding.VerifyAsync(after.Client);
    }

    [Fact]
    public async Task What_is_submitted_is_matched_when_it_is_decided_and_a_frozen_or_closed_account_keeps_nobody_waiting()
    {
        using var process = await StartAsync(Stores, "record");
        var client = process.Client;
        await RegisterAsync(client);
        await client.OpenAsync("a");
        await client.OpenAsync("frozen");
        var submitted = (await client.PostAsync(
            "/v1/transactions", """{"accountId":"a","type":"deposit","amount":"5.00","currency":"EUR","description":"from Olivia Quartz"}""", ("Prefer", "respond-async"))).ShouldBe(202).Member("id")!;
        var declined = (await client.WithdrawAsync("frozen", "9.00", description: "to Olivia Quartz")).ShouldBeProblem(422, "insufficient-funds").Member("transactionId")!;
        (await client.PostAsync("/v1/accounts/frozen/freeze", new { reason = "x" })).ShouldBe(200);
        var into = await DepositAsync(client, "frozen", "from Olivia Quartz");

        Of(await MatchedAsync(client, submitted)).Should().Be(("recorded", "olivia", "built-in-1"));
        Of(await MatchedAsync(client, into)).Should().Be(("recorded", "olivia", "built-in-1"));
        await PassAsync(client);
        (await MatchesAsync(client, declined)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_accepting_and_refusing_a_proposal_at_once_refusing_is_never_followed_by_accepting()
    {
        using var process = await StartAsync(Stores, "propose");
        var client = process.Client;
        await RegisterAsync(client);
        for (var i = 0; i < 25; i++)
        {
            var transaction = await DepositAsync(client, $"race{i}", "from Olivia Quartz");
            var proposal = await MatchedAsync(client, transaction);
            var (accepting, refusing) = (client.PostAsync($"/v1/matches/{Text(proposal, "id")}/accept", string.Empty), UndoAsync(client, proposal));
            (await refusing).ShouldBe(200);
            var events = (await EventsAsync(client, $"race{i}")).Select(e => Text(e, "type")).ToList();
            if ((await accepting).Status == 200)
            {
                events.Should().Equal("transaction-match-proposed.v1", "transaction-matched.v1", "transaction-unmatched.v1");
            }
            else
            {
                (await accepting).ShouldBeProblem(400, "invalid-request");
                events.Should().Equal("transaction-match-proposed.v1", "transaction-unmatched.v1");
            }
        }
    }

    [Fact]
    public async Task A_wrong_file_of_rules_ends_the_start_with_a_sentence()
    {
        var rules = Path.Combine(Stores.Directory, "rules.json");
        await File.WriteAllTextAsync(rules, """{"version":"a","threshold":1}""", TestContext.Current.CancellationToken);

        using var process = await StartAsync(Stores, "record", rules);

        (await process.ExitAsync()).Should().Be(1);
        process.Output.Should().Contain("The ledger cannot start. Ledger__MatchingRules: The rules in ").And.Contain("threshold is not known here");
    }
}
