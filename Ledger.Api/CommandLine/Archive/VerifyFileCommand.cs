using System.CommandLine;
using System.Globalization;
using Ledger.Api.CommandLine.Access;
using Ledger.EventStore.Archive;

namespace Ledger.Api.CommandLine.Archive;

/// <summary>The command <c>verify-file</c>: checks an export without any ledger.</summary>
internal static class VerifyFileCommand
{
    private static readonly Argument<FileInfo> s_file = new("file") { Description = "An export." };

    public static Command Create() => new OperatorCommand(
        "verify-file",
        "Checks an export without its ledger: revisions, hash chains, number of events, checksum. It needs neither service nor stores.",
        "verify-file ledger.ndjson",
        "verify-file ledger.ndjson --json")
    { s_file, JsonOption.Instance }
        .Runs(async (parsed, cancellationToken) =>
        {
            var (file, json) = (parsed.GetValue(s_file)!, parsed.GetValue(JsonOption.Instance));
            ImportCommand.ThrowUnlessThere(file);
            var report = await ProgressDisplay.RunAsync(!json, progress => ArchiveFile.CheckAsync(
                file.FullName, (bytes, events) => progress(new(LedgerImport.Checking, events, bytes, file.Length)), cancellationToken));
            Say(file, report, json);
            return report.IsSound ? OperatorCommand.Ok : OperatorCommand.Finding;
        });

    public static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? string.Empty : "s")}");

    public static void Say(FileInfo file, ArchiveReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonOption.Format(new { File = file.ToString(), report.IsSound, report.Header, report.Events, report.Streams, report.Sha256, report.Findings, report.FindingCount, report.NotChecked }));
            return;
        }

        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{file}, {finding}");
        }

        if (report.FindingCount > report.Findings.Count)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {report.FindingCount - report.Findings.Count:N0} more."));
        }

        foreach (var missing in report.NotChecked)
        {
            Console.WriteLine(missing);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file} is {(report.IsSound ? "sound" : "NOT sound")}: {Count(report.Events, "event")} of {Count(report.Streams, "stream")}{(report.Header is { } header ? $" of ledger {header.LedgerId}" : string.Empty)}. SHA-256 {report.Sha256}"));
    }
}
