using System.CommandLine;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Hosting;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// The command <c>load &lt;folder&gt;</c>: registers users.ndjson, opens accounts.ndjson, then posts transactions.ndjson, to a running service.
/// Exit code 0: every line has its outcome, a recorded refusal among them; 1: a line was not taken; 2: no service, or no such files.
/// </summary>
internal static class LoadCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder")
    {
        Description = "Holds users.ndjson, accounts.ndjson and transactions.ndjson, or some of them: an item of the batch route a line; lines that begin with # are left out.",
    };

    private static readonly Option<Uri> Url = UrlOption.Create("Where the service is.", () => new Uri(LedgerApplication.DefaultUrl));

    private static readonly Option<int> Connections = new("--connections")
    {
        Description = "How many batches are under way at a time; lines of one account follow each other.",
        DefaultValueFactory = _ => 4,
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

    private static readonly Option<string?> Refused = new("--refused")
    {
        Description = "The folder for what is refused, with the reasons; FOLDER/refused where it is not given. None that is there is written over.",
    };

    public static Command Create()
    {
        var command = new OperatorCommand(
            "load",
            "Posts the users, accounts and transactions of a folder to a running service. The same folder can be loaded again: nothing is posted twice. "
                + "What is refused is written to a folder of its own, with the reasons, where it can be mended and loaded.",
            "load samples/",
            "load samples/refused",
            "load /data/january --url http://ledger.internal:5080 --connections 8")
        {
            Folder, Url, Connections, Refused,
        };
        return command.Runs((parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(Folder)!;
            var refused = parsed.GetValue(Refused) ?? Path.Combine(folder.FullName, "refused");
            return RunAsync(folder, parsed.GetValue(Url)!, parsed.GetValue(Connections), refused, cancellationToken);
        });
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, Uri url, int connections, string refusedTo, CancellationToken cancellationToken)
    {
        var files = LoadFile.In(folder).Where(file => File.Exists(file.Path)).ToList();
        if (files.Count == 0)
        {
            await Console.Error.WriteLineAsync($"There is none of {string.Join(", ", LoadFile.In(folder).Select(file => file.Path))}.");
            return OperatorCommand.Unreachable;
        }

        using var service = new LedgerService(url, connections, TimeProvider.System);
        using var refused = new RefusedLines(refusedTo);
        var tally = new LoadTally();
        var code = OperatorCommand.Ok;
        try
        {
            await service.EnsureReachableAsync(cancellationToken);
            await LoadAsync(files, service, connections, tally, refused, cancellationToken);
        }
        catch (ServiceUnreachableException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            refused.Take(fault.Unanswered);
            code = OperatorCommand.Unreachable;
        }

        if (tally.Any)
        {
            tally.WriteTo(Console.Out);
        }

        if (refused.Folder is { } path)
        {
            await Console.Out.WriteLineAsync($"What was refused is in {path}, with the reasons. Mend it, and load that folder.");
        }

        if (refused.Fault is { } why)
        {
            await Console.Error.WriteLineAsync($"What was refused could not be written down: {why}");
        }

        return code != OperatorCommand.Ok ? code : tally.NotTaken == 0 ? OperatorCommand.Ok : OperatorCommand.Finding;
    }

    private static async Task LoadAsync(
        List<LoadFile> files, LedgerService service, int connections, LoadTally tally, RefusedLines refused, CancellationToken cancellationToken)
    {
        var scanned = new Dictionary<LoadFile, (int Lines, string KeyPrefix)>();
        foreach (var file in files)
        {
            scanned.Add(file, await file.ScanAsync(cancellationToken));
        }

        IProgressView view = Console.IsOutputRedirected ? new PlainProgress(Console.Out, TimeProvider.System) : new BarProgress(AnsiConsole.Console);
        await view.ShowAsync([.. scanned.Select(each => (each.Key, each.Value.Lines))], (file, progress) => new LoadPass(file, service, connections, (line, outcome) =>
        {
            tally.Take(line, outcome);
            refused.Take(line, outcome);
            progress();
        }).RunAsync(scanned[file].KeyPrefix, cancellationToken));
    }
}
