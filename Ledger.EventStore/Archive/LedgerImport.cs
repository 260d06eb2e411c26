using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Archive;

/// <summary>What an import has come to.</summary>
/// <param name="Appended">The events that were written now.</param>
/// <param name="AlreadyThere">Those that an import before had written.</param>
/// <param name="IsInOrder">Whether the events of different streams follow each other as in the export. Those of one stream always do.</param>
public sealed record ImportResult(Guid LedgerId, long Appended, long AlreadyThere, int Streams, bool IsInOrder);

/// <summary>How far an import is. Bytes are those of the file, which is read twice.</summary>
public sealed record ImportProgress(string Phase, long Bytes, long Events);

/// <summary>An export that is not imported, since it is not sound.</summary>
public sealed class UnsoundArchiveException(ArchiveReport report) : Exception("The export is not sound.")
{
    public ArchiveReport Report { get; } = report;
}

/// <summary>
/// Reads an export into an empty ledger, on any store: the same ids, revisions, bytes and chains, so the same ledger with the same balances. The
/// whole file is checked before the first event is written. Run again after an interruption, it goes on where it was.
/// </summary>
public static class LedgerImport
{
    public const string Reading = "looking at the ledger";
    public const string Checking = "checking the file";
    public const string Writing = "writing";

    /// <exception cref="UnsoundArchiveException">The export is not as it was written. Nothing was written.</exception>
    /// <exception cref="ImportRefusedException">It is not of a whole ledger, or the ledger holds something else.</exception>
    /// <exception cref="StoreUnavailableException">The store gave up midway; the import can be run again.</exception>
    /// <exception cref="OutcomeUnknownException">The same.</exception>
    public static async Task<ImportResult> RunAsync(
        IEventStore store, string path, Action<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var target = await ImportTarget.ReadAsync(store, events => progress?.Invoke(new(Reading, 0, events)), cancellationToken);
        var checkedOnce = await ArchiveFile.ReadAsync(
            path,
            (check, e) =>
            {
                ThrowUnlessWhole(check.Header!);
                target.Compare(e, MetadataFormat.Split(e.Metadata).Chain);
                return ValueTask.CompletedTask;
            },
            (bytes, events) => progress?.Invoke(new(Checking, bytes, events)),
            cancellationToken);
        if (!checkedOnce.IsSound)
        {
            throw new UnsoundArchiveException(checkedOnce);
        }

        ThrowUnlessWhole(checkedOnce.Header!);
        target.ThrowIfMore();
        var pipeline = new ImportPipeline(store, cancellationToken);
        var run = new EventRun(pipeline);
        ArchiveReport report;
        try
        {
            report = await ArchiveFile.ReadAsync(
                path,
                (_, e) => target.Has(e) ? ValueTask.CompletedTask : run.AddAsync(e),
                (bytes, events) => progress?.Invoke(new(Writing, bytes, events)),
                cancellationToken);
            await run.EndAsync();
            await pipeline.DrainAsync();
        }
        finally
        {
            await pipeline.AbandonAsync();
        }

        return report.IsSound && report.Sha256 == checkedOnce.Sha256
            ? new(report.Header!.LedgerId, report.Events - target.Events, target.Events, report.Streams, pipeline.IsInOrder)
            : throw new ImportRefusedException("The file was changed while it was imported. What is in the ledger now is not to be used.");
    }

    private static void ThrowUnlessWhole(ArchiveHeader header)
    {
        if (!header.IsWhole)
        {
            throw new ImportRefusedException(header.AccountId is { } account
                ? $"The export holds account {account} alone; only that of a whole ledger can be imported."
                : $"The export begins after {header.After}; only one from the beginning can be imported.");
        }
    }
}
