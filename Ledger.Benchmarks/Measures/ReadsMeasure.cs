using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Benchmarks.Measures.Postings;

namespace Ledger.Benchmarks.Measures;

/// <summary>How long reads of balances take on a running service that is left alone, and while its projections are rebuilt.</summary>
internal static class ReadsMeasure
{
    private const int Known = 500;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "Where the service is.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var rate = new Option<int>("--rate") { Description = "How many reads a second.", DefaultValueFactory = _ => 400 };
        var seconds = new Option<int>("--seconds") { Description = "How long it is left alone.", DefaultValueFactory = _ => 15 };
        var rebuild = new Option<string[]>("--rebuild") { Description = "Which projections are rebuilt then.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("reads", "Measures reads of balances on a running service, alone and during rebuilds.") { url, rate, seconds, rebuild };
        command.SetAction(async (arguments, token) =>
        {
            try
            {
                using var client = new HttpClient { BaseAddress = new(arguments.GetRequiredValue(url)) };
                await RunAsync(client, arguments.GetValue(rate), arguments.GetValue(seconds), arguments.GetValue(rebuild) ?? [], token);
                return 0;
            }
            catch (HttpRequestException fault)
            {
                await Console.Error.WriteLineAsync($"The service cannot be asked: {fault.Message}");
                return 2;
            }
        });
        return command;
    }

    private static async Task RunAsync(HttpClient client, int rate, int seconds, string[] projections, CancellationToken cancellationToken)
    {
        var page = await client.GetFromJsonAsync<JsonElement>($"v1/accounts?limit={Known}", cancellationToken);
        var accounts = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToArray();
        await PhaseAsync("to warm up", client, accounts, rate, Task.Delay(TimeSpan.FromSeconds(5), cancellationToken), cancellationToken);
        await PhaseAsync("left alone", client, accounts, rate, Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken), cancellationToken);
        foreach (var projection in projections)
        {
            using var asked = await client.PostAsJsonAsync($"v1/ops/projections/{projection}/rebuild", new { onDifference = "stop" }, cancellationToken);
            asked.EnsureSuccessStatusCode();
        }

        if (projections.Length > 0)
        {
            await PhaseAsync("during rebuilds", client, accounts, rate, EndAsync(client, projections, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Reads at an even pace, whatever each takes, until something has ended.</summary>
    private static async Task PhaseAsync(string name, HttpClient client, string[] accounts, int rate, Task end, CancellationToken cancellationToken)
    {
        var (began, random, reads) = (TimeProvider.System.GetTimestamp(), new Random(1), new List<Task<TimeSpan>>());
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!end.IsCompleted && await pace.WaitForNextTickAsync(cancellationToken))
        {
            for (var due = (int)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * rate); reads.Count < due;)
            {
                reads.Add(ReadAsync(client, accounts[random.Next(accounts.Length)], cancellationToken));
            }
        }

        await end;
        Summary.Write($"reads of a balance, {name},", await Task.WhenAll(reads), TimeProvider.System.GetElapsedTime(began));
    }

    private static async Task<TimeSpan> ReadAsync(HttpClient client, string account, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await client.GetAsync(new Uri($"v1/accounts/{account}/balance", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static async Task EndAsync(HttpClient client, string[] projections, CancellationToken cancellationToken)
    {
        foreach (var projection in projections)
        {
            while (true)
            {
                var status = await client.GetFromJsonAsync<JsonElement>($"v1/ops/projections/{projection}", cancellationToken);
                if (!status.TryGetProperty("rebuild", out var rebuild) || rebuild.ValueKind == JsonValueKind.Null)
                {
                    break;
                }

                if (rebuild.GetProperty("phase").GetString() is "waiting" or "failed")
                {
                    throw new InvalidOperationException($"The rebuild of {projection} does not end: {rebuild}");
                }

                await Task.Delay(Look, cancellationToken);
            }
        }
    }
}
