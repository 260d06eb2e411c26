using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ledger.Benchmarks.Load.Work;

namespace Ledger.Benchmarks.Load;

/// <summary>The command line of the load generator.</summary>
internal static class LoadCommand
{
    /// <summary>Stands for no rate where only a number can.</summary>
    private const int Max = 0;

    private static readonly Option<Scenario> s_scenario = new("--scenario")
    {
        Description = "uniform, zipf or hot (all on one account) post deposits and withdrawals; balance reads balances; mixed posts, transfers, reads and submits 7 : 1 : 1 : 1.",
        DefaultValueFactory = _ => Scenario.Uniform,
    };

    private static readonly Option<int> s_connections = Number("--connections", 64, 1, 10_000, "Connections, each with one request at a time.");

    private static readonly Option<int> s_rate = new("--rate")
    {
        Description = "Requests a second, due whether or not answers come (latency counts from when each was due), or max: as fast as answers come.",
        DefaultValueFactory = _ => Max,
        CustomParser = ParseRate,
    };

    private static readonly Option<int> s_duration = Number("--duration", 30, 1, 86_400, "Seconds that are measured.");
    private static readonly Option<int> s_warmup = Number("--warmup", 5, 0, 3_600, "Seconds before that, which count only for the check.");
    private static readonly Option<int> s_accounts = Number("--accounts", 10_000, 1, 999_999, "Accounts to open first; hot needs and opens one, mixed needs twenty.");

    private static readonly Option<Uri> s_url = new("--url")
    {
        Description = "Where the service is.",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = ParseUrl,
    };

    private static readonly Option<bool> s_keys = new("--keys")
    {
        Description = "Send an Idempotency-Key with each posting, and send a posting again whose connection broke.",
    };

    private static readonly Option<bool> s_json = new("--json") { Description = "Only the figures on standard output, as JSON; progress goes to standard error." };

    public static Command Create()
    {
        var command = new Command("load", "Puts load on a running service, then checks to the cent that it holds what it acknowledged.")
        {
            s_scenario, s_connections, s_rate, s_duration, s_warmup, s_accounts, s_url, s_keys, s_json,
        };
        command.SetAction((parsed, cancellationToken) => LoadRun.RunAsync(OptionsOf(parsed), cancellationToken));
        return command;
    }

    private static LoadOptions OptionsOf(ParseResult parsed)
    {
        Scenario scenario = parsed.GetValue(s_scenario);
        return new LoadOptions(
            scenario,
            parsed.GetValue(s_connections),
            parsed.GetValue(s_rate) is var rate and not Max ? rate : null,
            parsed.GetValue(s_duration),
            parsed.GetValue(s_warmup),
            AccountsOf(scenario, parsed.GetValue(s_accounts)),
            parsed.GetValue(s_url)!,
            parsed.GetValue(s_keys),
            parsed.GetValue(s_json));
    }

    private static int AccountsOf(Scenario scenario, int asked) => scenario switch
    {
        Scenario.Hot => 1,
        Scenario.Mixed => Math.Max(asked, MixedRequests.FewestAccounts),
        _ => asked,
    };

    private static Option<int> Number(string name, int usual, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is {least} to {most}.");
            }
        });
        return option;
    }

    private static int ParseRate(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase))
        {
            return Max;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rate) || rate is < 1 or > 1_000_000)
        {
            result.AddError("--rate is max, or 1 to 1000000 requests a second.");
        }

        return rate;
    }

    private static Uri? ParseUrl(ArgumentResult result)
    {
        if (result.Tokens.Count == 1 && Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url))
        {
            return url;
        }

        result.AddError("--url is an address such as http://127.0.0.1:5080.");
        return null;
    }
}
