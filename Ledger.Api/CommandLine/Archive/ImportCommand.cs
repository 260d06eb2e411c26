using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ledger.Api.CommandLine.Access;
using Ledger.EventStore.Archive;

namespace Ledger.Api.CommandLine.Archive;

/// <summary>The command <c>import</c>: makes an export the ledger that it was, in stores that are empty.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> s_file = new("file") { Description = "An export of a whole ledger." };

    public static Command Create()
    {
        var command = new OperatorCommand(
            "import",
            "Reads an export into an empty ledger, on any event store: the same events, so the same balances. It opens the stores itself, so no "
            + "service may run on them. The whole file is checked first; an import that was interrupted can be run again.",
            "import ledger.ndjson --Ledger:DataDirectory /var/lib/ledger",
            "import ledger.ndjson --Ledger:EventStore 'esdb://127.0.0.1:2113?tls=false'")
        { s_file, JsonOption.Instance };
        return command.WithStores().Runs((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(s_file)!, cancellationToken));
    }

    private static async Task<int> RunAsync(ParseResult parsed, FileInfo file, CancellationToken cancellationToken)
    {
        ThrowUnlessThere(file);
        var json = parsed.GetValue(JsonOption.Instance);
        await using var stores = await LedgerAccess.OpenStoresAsync(parsed, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var result = await ProgressDisplay.RunAsync(!json, progress => LedgerImport.RunAsync(
                stores.Events,
                file.FullName,
                at => progress(new(at.Phase, at.Events, at.Bytes, at.Bytes > 0 ? file.Length : 0)),
                cancellationToken));
            Say(result, Stopwatch.GetElapsedTime(began).TotalSeconds, stores.Where, json);
            return OperatorCommand.Ok;
        }
        catch (UnsoundArchiveException e)
        {
            VerifyFileCommand.Say(file, e.Report, json);
            await Console.Error.WriteLineAsync("Nothing was imported.");
            return OperatorCommand.Finding;
        }
        catch (ImportRefusedException e)
        {
            throw new RefusedException(e.Message);
        }
    }

    /// <exception cref="NotUnderstoodException">There is no such file.</exception>
    public static void ThrowUnlessThere(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new NotUnderstoodException($"There is no file {file}.");
        }
    }

    private static void Say(ImportResult result, double seconds, string where, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonOption.Format(new
            {
                result.LedgerId,
                result.Appended,
                result.AlreadyThere,
                result.Streams,
                result.IsInOrder,
                Seconds = Math.Round(seconds, 3),
            }));
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Ledger {result.LedgerId} is in {where}: {result.Appended:N0} events imported, {result.AlreadyThere:N0} already there, {result.Streams:N0} streams, {seconds:0.0} s."));
        if (!result.IsInOrder)
        {
            Console.WriteLine("A connection broke on the way: events of different streams may follow each other in another order than in the export; those of one stream do not.");
        }
    }
}
