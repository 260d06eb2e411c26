using System.CommandLine;
using Ledger.Api.Hosting;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// The command <c>load &lt;folder&gt;</c>: opens the accounts of accounts.ndjson, then posts transactions.ndjson, to a running service.
/// Exit code 0: every line has its outcome, a recorded refusal among them; 1: a line was not taken; 2: no service, or no such files.
/// </summary>
internal static class LoadCommand
{
    private static readonly Argument<DirectoryInfo> s_folder = new("folder")
    {
        Description = "Holds accounts.ndjson and transactions.ndjson, a request's body a line; a transaction's idempotencyKey goes out as the header.",
    };

    private static readonly Option<Uri> s_url = UrlOption.Create("Where the service is.", () => new Uri(LedgerApplication.DefaultUrl));

    private static readonly Option<int> s_connections = new("--connections")
    {
        Description = "How many requests are under way at a time; those of one account follow each other.",
        DefaultValueFactory = _ => 16,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                {
                    result.AddError("--connections is 1 to 1000.");
                }
            },
        },
    };

    public static Command Create()
    {
        var command = new Command("load", "Posts the accounts and transactions of a folder to a running service; it may be repeated.") { s_folder, s_url, s_connections };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(s_folder)!, parsed.GetValue(s_url)!, parsed.GetValue(s_connections), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, Uri url, int connections, CancellationToken cancellationToken)
    {
        LoadFile[] files = [LoadFile.Accounts(folder), LoadFile.Transactions(folder)];
        if (Array.Find(files, file => !File.Exists(file.Path)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"There is no {missing.Path}.");
            return 2;
        }

        using var service = new LedgerService(url, connections);
        var tally = new LoadTally();
        try
        {
            await service.EnsureReachableAsync(cancellationToken);
            IProgressView view = Console.IsOutputRedirected ? new PlainProgress(Console.Out, TimeProvider.System) : new BarProgress(AnsiConsole.Console);
            await view.ShowAsync(files, (file, progress) => LoadPass.RunAsync(file, service, connections, tally, progress, cancellationToken));
        }
        catch (ServiceUnreachableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            if (tally.Any)
            {
                LoadSummary.Write(tally, Console.Out);
            }

            return 2;
        }

        LoadSummary.Write(tally, Console.Out);
        return tally.NotTaken == 0 ? 0 : 1;
    }
}
