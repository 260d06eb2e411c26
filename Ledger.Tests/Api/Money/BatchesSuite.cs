using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class BatchesSuite(LedgerService service)
{
    private const string Lines = "application/x-ndjson";

    private readonly LedgerClient _client = service.Client;

    [Theory]
    [InlineData(Lines)]
    [InlineData("application/json")]
    public async Task Each_item_has_the_outcome_that_it_would_have_had_alone(string media)
    {
        var a = $"batch-{media.Length}";
        await _client.OpenAsync(a);
        string[] items =
        [
            Item(a, "deposit", "10.00"),
            Item(a, "withdrawal", "4.00", "w"),
            Item(a, "withdrawal", "7.00"),
            Item(a, "withdrawal", "4.00", "w"),
            Item(a, "withdrawal", "5.00", "w"),
            Item("nobody", "deposit", "1.00"),
            $$"""{"accountId":"{{a}}","type":"deposit","amount":"1.00","currency":"EUR","typo":1}""",
            Item(a, "deposit", "-1.00"),
            Item(a, "deposit", "1.00", "no key"),
            Item(a, "deposit", "0.50"),
        ];

        var answers = await SendAsync("/v1/transactions/batch", media, items);

        answers.Select(answer => answer.GetProperty("index").GetInt32()).Should().Equal(Enumerable.Range(0, items.Length));
        answers.Select(answer => answer.GetProperty("status").GetInt32()).Should().Equal(201, 201, 422, 201, 422, 404, 400, 400, 400, 201);
        answers[1].GetProperty("transaction").GetProperty("balanceAfter").GetString().Should().Be("6.00");
        answers[3].GetProperty("transaction").GetProperty("id").GetString().Should().Be(answers[1].GetProperty("transaction").GetProperty("id").GetString());
        answers[2].GetProperty("problem").GetProperty("type").GetString().Should().Be("urn:ledger:problem:insufficient-funds");
        answers[2].GetProperty("position").GetString().Should().NotBeEmpty("the refusal is recorded");
        answers[4].GetProperty("problem").GetProperty("type").GetString().Should().Be("urn:ledger:problem:idempotency-key-reused");
        answers[6].GetProperty("problem").GetProperty("errors").GetProperty("typo").GetArrayLength().Should().Be(1);
        answers[8].GetProperty("problem").GetProperty("errors").GetProperty("idempotencyKey").GetArrayLength().Should().Be(1);
        (await BalanceAsync(a)).Should().Be("6.50");
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_answered_one_by_one()
    {
        await _client.OpenAsync("lines");
        string[] items = ["{", new string('x', 70_000), "null", "", "  ", Item("lines", "deposit", "1.00"), $"{Item("lines", "deposit", "2.00")}\r"];

        var answers = await SendAsync("/v1/transactions/batch", Lines, items);

        answers.Select(answer => answer.GetProperty("status").GetInt32()).Should().Equal(400, 413, 400, 201, 201);
        answers.Select(answer => answer.GetProperty("index").GetInt32()).Should().Equal(0, 1, 2, 3, 4);
        (await BalanceAsync("lines")).Should().Be("3.00");
    }

    [Fact]
    public async Task A_key_of_the_batch_makes_it_safe_to_send_again()
    {
        await _client.OpenAsync("keyed-batch");
        var items = Enumerable.Range(0, 50).Select(_ => Item("keyed-batch", "deposit", "1.00")).ToArray();

        var first = await SendAsync("/v1/transactions/batch", Lines, items, ("Idempotency-Key", "batch-7"));
        var second = await SendAsync("/v1/transactions/batch", Lines, items, ("Idempotency-Key", "batch-7"));

        second.Select(answer => answer.GetProperty("transaction").GetRawText()).Should().Equal(first.Select(answer => answer.GetProperty("transaction").GetRawText()));
        (await BalanceAsync("keyed-batch")).Should().Be("50.00");
        (await _client.PostAsync(
            "/v1/transactions", new { accountId = "keyed-batch", type = "deposit", amount = "1.00", currency = "EUR" }, ("Idempotency-Key", "batch-7:7")))
            .ShouldBe(201).Header("Idempotency-Replayed").Should().Be("true");
    }

    [Fact]
    public async Task A_batch_may_be_submitted_to_be_decided_later()
    {
        await _client.OpenAsync("async-batch");

        var answers = await SendAsync(
            "/v1/transactions/batch", Lines, [Item("async-batch", "deposit", "1.00"), Item("async-batch", "withdrawal", "0.25")], ("Prefer", "respond-async"));

        answers.Select(answer => answer.GetProperty("status").GetInt32()).Should().Equal(202, 202);
        (await _client.DepositAsync("async-batch", "1.00")).ShouldBe(201).Member("balanceAfter").Should().Be("1.75");
    }

    [Fact]
    public async Task Who_writes_everything_before_he_reads_anything_does_not_hang()
    {
        await _client.OpenAsync("writer");
        const int Count = 20_000;
        using var http = new HttpClient { BaseAddress = service.Url };
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Count).Select(_ => Item("writer", "deposit", "0.01") + "\n")));
        var written = new TaskCompletionSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/transactions/batch", UriKind.Relative)) { Content = new Watched(body, written) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Lines);

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await written.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Should().HaveCount(Count).And.OnlyContain(line => line.Contains("\"status\":201"));
        (await BalanceAsync("writer")).Should().Be("200.00");
    }

    [Fact]
    public async Task Accounts_are_opened_in_batches_too()
    {
        var answers = await SendAsync("/v1/accounts/batch", "application/json",
        [
            """{"id":"batch-account","currency":"EUR","ownerId":"o"}""", """{"id":"batch-account","currency":"EUR","ownerId":"o"}""",
            """{"id":"batch-account","currency":"USD"}""", """{"id":"x y","currency":"EUR"}""",
        ]);

        answers.Select(answer => answer.GetProperty("status").GetInt32()).Should().Equal(201, 200, 409, 400);
        answers[1].GetProperty("account").GetRawText().Should().Be(answers[0].GetProperty("account").GetRawText());
        (await _client.GetAsync("/v1/accounts/batch-account", ("Ledger-Wait-Ms", "30000"))).ShouldBe(200).Member("ownerId").Should().Be("o");
    }

    [Fact]
    public async Task What_is_no_batch_is_refused_before_anything_is_carried_out()
    {
        await _client.OpenAsync("no-batch");
        var item = Item("no-batch", "deposit", "1.00");

        (await _client.PostAsync("/v1/transactions/batch", $"[{item},")).ShouldBeProblem(400, "malformed-json");
        (await _client.PostAsync("/v1/transactions/batch", $"[{item}]x")).ShouldBeProblem(400, "malformed-json");
        (await _client.PostAsync("/v1/transactions/batch", item)).ShouldBeProblem(400, "invalid-request", "body");
        (await _client.PostAsync("/v1/transactions/batch", $"[{item}{new string(' ', 32 << 20)}]")).ShouldBeProblem(413, "body-too-large");
        (await _client.PostAsync("/v1/transactions/batch", "[]")).ShouldBe(200).Text.Should().Be("[]");
        (await _client.PostAsync("/v1/transactions/batch", $"[{item}]", ("Idempotency-Key", new string('k', 250)))).ShouldBeProblem(400, "invalid-request", "Idempotency-Key");
        (await BalanceAsync("no-batch")).Should().Be("0.00");
    }

    /// <summary>The read models may have much to catch up with.</summary>
    private async Task<string?> BalanceAsync(string account) =>
        (await _client.GetAsync($"/v1/accounts/{account}/balance", ("Ledger-Wait-Ms", "30000"))).ShouldBe(200).Member("balance");

    private static string Item(string accountId, string type, string amount, string? key = null) => JsonSerializer.Serialize(
        new { accountId, type, amount, currency = "EUR", idempotencyKey = key });

    private async Task<IReadOnlyList<JsonElement>> SendAsync(string path, string media, string[] items, params (string Name, string Value)[] headers)
    {
        using var request = LedgerClient.Request(HttpMethod.Post, path, null, headers);
        request.Content = new StringContent(media == Lines ? string.Join('\n', items) : $"[{string.Join(',', items)}]");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(media);
        using var http = new HttpClient { BaseAddress = service.Url };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).Should().Be(200, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(media);
        return media == Lines
            ? [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)]
            : [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }

    /// <summary>A body that says when the last of it has been written.</summary>
    private sealed class Watched(byte[] body, TaskCompletionSource written) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(body);
            written.SetResult();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
