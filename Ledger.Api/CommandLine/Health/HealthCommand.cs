using System.CommandLine;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Api.Operations;

namespace Ledger.Api.CommandLine.Health;

/// <summary>
/// The command <c>health</c>: asks a running service whether it can be used. It is what a container's health check runs, so that the
/// image needs no other program for it. Exit code 0: ready or degraded; 1: unavailable, or no answer of a ledger in time.
/// </summary>
internal static class HealthCommand
{
    private const string Example = "Ledger.Api health --url http://127.0.0.1:5080";

    // Shorter than any sensible time limit of a health check, so that its reason is still printed.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private static readonly Option<Uri> s_url = UrlOption.Create(
        "Where the service is; without it, where ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS say.", ListeningUrl.OfEnvironment);

    public static Command Create()
    {
        var command = new Command(
            "health", $"Asks a running service whether it can be used, and ends with code 0 where it can. Example: {Example}") { s_url };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(s_url)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            if (await AskAsync(new Uri(url, "/health/ready"), cancellationToken) is not var (status, dependencies))
            {
                await Console.Error.WriteLineAsync($"What answers at {url} is not a ledger.");
                return 1;
            }

            Console.WriteLine(status);
            foreach (var (name, dependency) in dependencies)
            {
                if (dependency is not ({ Status: "ready" } or { Status: "live", Detail: null }))
                {
                    Console.WriteLine($"  {name}: {dependency.Status}{(dependency.Detail is null ? string.Empty : $", {dependency.Detail}")}");
                }
            }

            return status is "ready" or "degraded" ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync($"No ledger answers at {url}: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"No answer from {url} within {s_patience.TotalSeconds:0} seconds.");
            return 1;
        }
    }

    /// <returns><see langword="null"/> where the answer is not one about health.</returns>
    private static async Task<HealthAnswer?> AskAsync(Uri route, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = s_patience, MaxResponseContentBufferSize = 1024 * 1024 };
        using var answer = await client.GetAsync(route, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var health = JsonSerializer.Deserialize<HealthAnswer>(body, Text.Answers);
            // Whatever answers there may have left out what a ledger always says.
            return health is { Status: not null, Dependencies: { } all } && all.Values.All(each => each is { Status: not null }) ? health : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
