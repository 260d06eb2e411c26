using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class RoutingSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/accounts/a/nothing")]
    [InlineData("/v2/accounts")]
    [InlineData("/swagger/v9/swagger.json")]
    public async Task An_unknown_route_is_a_problem(string path) => (await _client.GetAsync(path)).ShouldBeProblem(404, "not-found");

    [Theory]
    [InlineData("/v1/accounts", "PUT")]
    [InlineData("/v1/accounts/a", "DELETE")]
    [InlineData("/v1/accounts/a/balance", "POST")]
    [InlineData("/v1/transactions", "PATCH")]
    public async Task A_wrong_method_is_a_problem_that_names_the_right_ones(string path, string method)
    {
        var answer = await _client.SendAsync(LedgerClient.Request(new(method), path, null));
        answer.ShouldBeProblem(405, "method-not-allowed").Member("detail").Should().MatchRegex("GET|POST");
    }

    [Theory]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/accounts/a")]
    public async Task A_HEAD_has_no_body_and_is_no_success_by_mistake(string path)
    {
        var answer = await _client.SendAsync(LedgerClient.Request(HttpMethod.Head, path, null));
        answer.Status.Should().Be(405);
        answer.Text.Should().BeEmpty();
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task A_problem_is_one_whatever_the_client_accepts() =>
        (await _client.GetAsync("/v1/accounts/nobody", ("Accept", "text/csv"))).ShouldBeProblem(404, "account-not-found");

    [Fact]
    public async Task The_document_describes_every_route()
    {
        var document = (await _client.GetAsync("/swagger/v1/swagger.json")).ShouldBe(200).Json;
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(operation => (Route: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value))).ToList();

        operations.Select(operation => operation.Route).Should().BeEquivalentTo(service.Routes);
        operations.Select(operation => operation.Value.GetProperty("operationId").GetString()).Should().OnlyHaveUniqueItems().And.NotContainNulls();
        operations.Should().OnlyContain(operation => operation.Value.GetProperty("summary").GetString() != null);
        (await _client.GetAsync("/swagger/index.html")).ShouldBe(200).MediaType.Should().Be("text/html");
    }

    [Theory]
    [InlineData("/v1/transactions", "post", "Idempotency-Key If-Match Prefer")]
    [InlineData("/v1/transactions/batch", "post", "Idempotency-Key Prefer")]
    [InlineData("/v1/transactions/{id}/reversal", "post", "Idempotency-Key If-Match")]
    [InlineData("/v1/transfers", "post", "Idempotency-Key If-Match")]
    [InlineData("/v1/holds", "post", "Idempotency-Key If-Match")]
    [InlineData("/v1/holds/{id}/capture", "post", "Idempotency-Key If-Match")]
    [InlineData("/v1/holds/{id}/release", "post", "Idempotency-Key If-Match")]
    [InlineData("/v1/accounts/{id}/close", "post", "If-Match")]
    [InlineData("/v1/transactions/{id}/matches", "post", "If-Match")]
    [InlineData("/v1/accounts/{id}", "get", "Ledger-Min-Position Ledger-Wait-Ms")]
    [InlineData("/v1/transfers/{id}", "get", "Ledger-Min-Position Ledger-Wait-Ms")]
    [InlineData("/v1/accounts/{id}/events", "get", "")]
    public async Task The_document_says_which_headers_a_route_takes(string path, string method, string headers)
    {
        var operation = await OperationAsync(path, method);
        operation.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "header")
            .Select(parameter => parameter.GetProperty("name").GetString()).Should().BeEquivalentTo(headers.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("/v1/transactions", "post", "201", "Location Ledger-Position Idempotency-Replayed")]
    [InlineData("/v1/transactions", "post", "202", "Location Ledger-Position Idempotency-Replayed Preference-Applied")]
    [InlineData("/v1/transactions", "post", "422", "Idempotency-Replayed")]
    [InlineData("/v1/holds/{id}", "get", "200", "Ledger-Position Ledger-Lag-Ms Ledger-Stale")]
    [InlineData("/v1/transactions", "post", "503", "Retry-After")]
    [InlineData("/v1/accounts", "post", "201", "Location Ledger-Position")]
    [InlineData("/v1/accounts/{id}", "get", "200", "Ledger-Position Ledger-Lag-Ms Ledger-Stale")]
    public async Task The_document_says_which_headers_an_answer_has(string path, string method, string status, string headers)
    {
        var operation = await OperationAsync(path, method);
        operation.GetProperty("responses").GetProperty(status).GetProperty("headers").EnumerateObject()
            .Select(header => header.Name).Should().BeEquivalentTo(headers.Split(' '));
    }

    private async Task<JsonElement> OperationAsync(string path, string method) =>
        (await _client.GetAsync("/swagger/v1/swagger.json")).ShouldBe(200).Json.GetProperty("paths").GetProperty(path).GetProperty(method);

    [Fact]
    public async Task The_examples_can_be_sent_as_they_stand()
    {
        var paths = (await _client.GetAsync("/swagger/v1/swagger.json")).ShouldBe(200).Json.GetProperty("paths");
        string Example(string path) => paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json").GetProperty("example").GetRawText();

        foreach (var path in paths.EnumerateObject().Where(path => path.Value.TryGetProperty("post", out var post) && post.TryGetProperty("requestBody", out _)))
        {
            JsonDocument.Parse(Example(path.Name)).RootElement.ValueKind.Should().Be(path.Name.EndsWith("/batch", StringComparison.Ordinal) ? JsonValueKind.Array : JsonValueKind.Object);
        }

        (await _client.PostAsync("/v1/accounts", Example("/v1/accounts"))).ShouldBe(201);
        (await _client.PostAsync("/v1/transactions", Example("/v1/transactions"))).ShouldBe(201);
        (await _client.PostAsync("/v1/accounts/batch", Example("/v1/accounts/batch"))).ShouldBe(200);
        (await _client.PostAsync("/v1/transactions/batch", Example("/v1/transactions/batch"))).ShouldBe(200);
        (await _client.PostAsync("/v1/transfers", Example("/v1/transfers"))).ShouldBe(201);
        var hold = (await _client.PostAsync("/v1/holds", Example("/v1/holds"))).ShouldBe(201).Member("id");
        (await _client.PostAsync($"/v1/holds/{hold}/capture", Example("/v1/holds/{id}/capture"))).ShouldBe(200);
    }

    [Theory]
    [InlineData("GET /v1/accounts/a%zz HTTP/1.1", "404")]
    [InlineData("GET /v1/accounts/a\u0001b HTTP/1.1", "404")]
    [InlineData("NONSENSE", "400")]
    public async Task What_is_hardly_HTTP_is_answered_all_the_same(string requestLine, string status)
    {
        using var socket = new TcpClient(service.Url.Host, service.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{requestLine}\r\nHost: x\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().StartWith($"HTTP/1.1 {status} ");
    }

    /// <summary>Who is still sending while the answer comes would see a broken connection in place of it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_sends_too_much_to_its_end_reads_the_answer_all_the_same(bool inChunks)
    {
        const int megabytes = 12;
        var megabyte = new byte[1 << 20];
        using var socket = new TcpClient(service.Url.Host, service.Url.Port);
        await using var stream = socket.GetStream();
        await WriteAsync("POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + (inChunks ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {megabytes << 20}\r\n\r\n"));
        for (var i = 0; i < megabytes; i++)
        {
            await WriteAsync(inChunks ? "100000\r\n" : string.Empty);
            await stream.WriteAsync(megabyte, TestContext.Current.CancellationToken);
            await WriteAsync(inChunks ? "\r\n" : string.Empty);
        }

        await WriteAsync(inChunks ? "0\r\n\r\n" : string.Empty);
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().StartWith("HTTP/1.1 413 ").And.Contain("body-too-large");

        async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
    }
}
