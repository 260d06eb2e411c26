using Ledger.Api.CommandLine.Health;
using Microsoft.Extensions.Configuration;

namespace Ledger.Tests.Api.CommandLine;

public sealed class ListeningUrlTests
{
    [Theory]
    [InlineData(null, null, "http://127.0.0.1:5080/")]
    [InlineData("", "", "http://127.0.0.1:5080/")]
    [InlineData("http://127.0.0.1:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://*:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://+:7000/", null, "http://127.0.0.1:7000/")]
    [InlineData("http://0.0.0.0:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://[::]:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://ledger.example:7000", "8080", "http://ledger.example:7000/")]
    [InlineData("https://*:7001;http://*:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("https://localhost:7001", null, "https://localhost:7001/")]
    [InlineData("http://127.0.0.1:0; http://*:7000", null, "http://127.0.0.1:7000/")]
    [InlineData("http://127.0.0.1:0", null, "http://127.0.0.1:5080/")]
    [InlineData("http://unix:/tmp/ledger.sock", null, "http://127.0.0.1:5080/")]
    [InlineData("nonsense", "8080", "http://127.0.0.1:8080/")]
    [InlineData(null, "8080", "http://127.0.0.1:8080/")]
    [InlineData(null, "8080;8081", "http://127.0.0.1:8080/")]
    [InlineData(null, "x", "http://127.0.0.1:5080/")]
    public void The_service_is_looked_for_where_it_listens(string? urls, string? ports, string expected) =>
        ListeningUrl.Of(new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls), new("HTTP_PORTS", ports)]).Build())
            .Should().Be(new Uri(expected));
}
