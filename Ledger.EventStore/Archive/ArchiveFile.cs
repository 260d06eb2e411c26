namespace Ledger.EventStore.Archive;

/// <summary>Checks an export in a file, without its ledger.</summary>
public static class ArchiveFile
{
    /// <param name="path">The file.</param>
    /// <param name="progress">Is told now and then how many bytes and events have been read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<ArchiveReport> CheckAsync(string path, Action<long, long>? progress, CancellationToken cancellationToken) =>
        ReadAsync(path, static (_, _) => ValueTask.CompletedTask, progress, cancellationToken);

    /// <summary>Reads the file and hands each event that is sound on.</summary>
    internal static async Task<ArchiveReport> ReadAsync(
        string path, Func<ArchiveCheck, ArchivedEvent, ValueTask> use, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        const int tellEvery = 1024;
        await using var input = new FileStream(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Share = FileShare.Read,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
        using var check = new ArchiveCheck();
        var lines = new ArchiveLines(input);
        try
        {
            while (await lines.MoveNextAsync(cancellationToken))
            {
                if (check.Read(lines) is { } e)
                {
                    await use(check, e);
                }
                else if (lines.Number == 1 && check.Header is null)
                {
                    // What follows cannot be understood without it.
                    return check.End(lines.Number, "nothing more was read");
                }

                if (lines.Number % tellEvery == 0)
                {
                    progress?.Invoke(lines.BytesRead, check.Events);
                }
            }
        }
        catch (InvalidDataException e)
        {
            return check.End(lines.Number, e.Message);
        }

        return check.End(lines.Number, null);
    }
}
