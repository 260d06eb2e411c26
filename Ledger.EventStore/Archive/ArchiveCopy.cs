namespace Ledger.EventStore.Archive;

/// <summary>Takes an export from where it is written to where it is kept, and makes sure that it came through whole.</summary>
public static class ArchiveCopy
{
    private const int BlockSize = 64 * 1024;

    /// <param name="input">An export.</param>
    /// <param name="output">Gets the same bytes.</param>
    /// <param name="written">Is told now and then how many events have been written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is no export, was cut off, or is not as it was written.</exception>
    public static async Task<ExportResult> RunAsync(
        Stream input, Stream output, Action<long>? written, CancellationToken cancellationToken)
    {
        const int tellEvery = 1024;
        using var seal = new ArchiveSeal();
        var (lines, block, events, isSealed) = (new ArchiveLines(input), new MemoryStream(BlockSize * 2), 0L, false);
        ArchiveHeader? header = null;
        while (!isSealed && await lines.MoveNextAsync(cancellationToken))
        {
            header ??= HeaderOf(lines.Text.Span);
            isSealed = ArchiveSeal.IsMeant(lines.Text.Span);
            if (isSealed && (!lines.IsEnded || !lines.Text.Span.SequenceEqual(seal.LineFor(events))))
            {
                throw new InvalidDataException("What arrived is not what its last line says was sent.");
            }

            if (!isSealed)
            {
                seal.Add(lines.Bytes.Span);
                events += lines.Number > 1 ? 1 : 0;
            }

            block.Write(lines.Bytes.Span);
            if (block.Length >= BlockSize)
            {
                await FlushAsync();
            }

            if (lines.Number % tellEvery == 0)
            {
                written?.Invoke(events);
            }
        }

        if (header is null || !isSealed)
        {
            throw new InvalidDataException("The export was cut off: its last line is missing.");
        }

        await FlushAsync();
        await output.FlushAsync(cancellationToken);
        return new(header, events, seal.Value);

        async Task FlushAsync()
        {
            await output.WriteAsync(block.GetBuffer().AsMemory(0, (int)block.Length), cancellationToken);
            block.SetLength(0);
        }
    }

    private static ArchiveHeader HeaderOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return ArchiveHeader.Parse(line);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"What arrived is no export: {e.Message}.", e);
        }
    }
}
