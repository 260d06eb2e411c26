using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ledger.Api.CommandLine.Access;

namespace Ledger.Api.CommandLine.Archive;

/// <summary>The command <c>export</c>: the whole history, or that of an account, as NDJSON with a checksum at its end.</summary>
internal static class ExportCommand
{
    private static readonly Option<string?> s_account = new("--account") { Description = "This account alone. Such an export can be checked, not imported." };

    private static readonly Option<string?> s_after = new("--after")
    {
        Description = "Begin after this position, such as the one that the last export has reached. Such an export can be checked, not imported.",
    };

    private static readonly Option<string> s_output = new("--output", "-o")
    {
        Description = "The file to write, which must not be there yet; - for the standard output.",
        DefaultValueFactory = _ => ExportOutput.Standard,
    };

    public static Command Create()
    {
        var command = new OperatorCommand(
            "export",
            "Writes every event as a line of JSON, with a checksum at the end. A backup, and the way to another event store.",
            "export --output ledger.ndjson",
            "export --account alice",
            "export --after 1d35ce7f-4711 --output since-monday.ndjson",
            "export --Ledger:DataDirectory /var/lib/ledger | gzip > ledger.ndjson.gz")
        { s_account, s_after, s_output, JsonOption.Instance };
        return command.WithAccess().Runs((parsed, cancellationToken) => RunAsync(
            parsed, new(parsed.GetValue(s_account), parsed.GetValue(s_after)), parsed.GetValue(s_output)!, cancellationToken));
    }

    private static async Task<int> RunAsync(ParseResult parsed, ExportWish wish, string path, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(JsonOption.Instance);
        await using var ledger = await LedgerAccess.OpenAsync(parsed, cancellationToken);
        await using var output = ExportOutput.Open(path);
        var began = Stopwatch.GetTimestamp();
        var result = await ProgressDisplay.RunAsync(!json, progress => ledger.With(
            service => ExportSource.OfServiceAsync(service, wish, output.Stream, progress, cancellationToken),
            stores => ExportSource.OfStoresAsync(stores, wish, output.Stream, progress, cancellationToken)));
        output.Complete();

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var said = path == ExportOutput.Standard ? Console.Error : Console.Out;
        await said.WriteLineAsync(json
            ? JsonOption.Format(new
            {
                result.Header.LedgerId,
                result.Header.AccountId,
                result.Header.After,
                result.Header.UpTo,
                result.Events,
                result.Sha256,
                Output = path,
                Seconds = Math.Round(seconds, 3),
            })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Events:N0} events from {ledger.Where}, up to {result.Header.UpTo}, in {seconds:0.0} s. SHA-256 {result.Sha256}"));
        return OperatorCommand.Ok;
    }
}

/// <summary>What is to be exported, as it was asked for.</summary>
internal sealed record ExportWish(string? AccountId, string? After);
