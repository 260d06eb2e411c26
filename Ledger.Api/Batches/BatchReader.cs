using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Api.Http.Problems;

namespace Ledger.Api.Batches;

/// <summary>The items of a batch, as they come in.</summary>
internal static class BatchReader
{
    public const string Lines = "application/x-ndjson";
    private const int MaxLine = 64 * 1024;
    private const int MaxArray = 32 << 20;

    /// <summary>A line an item, however many; one that is too long is an item that cannot be read.</summary>
    public static async IAsyncEnumerable<BatchItem> LinesAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var index = 0L; ;)
        {
            var read = await body.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, read.IsCompleted, out var line))
            {
                if (ItemOf(line, index) is { } item)
                {
                    index++;
                    yield return item;
                }
            }

            if (rest.Length > MaxLine)
            {
                body.AdvanceTo(rest.Start, rest.End);
                await SkipLineAsync(body, cancellationToken);
                yield return new(index++, default, new(ProblemKind.BodyTooLarge, "The line has more than 64 KiB."));
                continue;
            }

            body.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    /// <summary>The items of one array, which is read whole before the first of them is carried out.</summary>
    /// <exception cref="ProblemException">It is too large, or no array.</exception>
    public static async Task<IReadOnlyList<BatchItem>> ArrayAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaxArray)
            {
                body.AdvanceTo(read.Buffer.End);
                throw new ProblemException(new(ProblemKind.BodyTooLarge, "The array has more than 32 MiB; lines (application/x-ndjson) have no limit together."));
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return Split(bytes);
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static List<BatchItem> Split(byte[] array)
    {
        try
        {
            var reader = new Utf8JsonReader(array);
            var items = new List<BatchItem>();
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new ProblemException(Problem.Invalid("body", "must be an array"));
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                items.Add(new(items.Count, array.AsMemory(start, (int)reader.BytesConsumed - start)));
            }

            // Nothing but blanks may follow.
            reader.Read();
            return items;
        }
        catch (JsonException e)
        {
            throw new ProblemException(new(
                ProblemKind.MalformedJson, $"The body is not JSON: something is wrong in line {e.LineNumber + 1}, at byte {e.BytePositionInLine + 1}."));
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!isLast || rest.IsEmpty || rest.Length > MaxLine)
        {
            return false;
        }

        rest = rest.Slice(rest.End);
        return true;
    }

    private static BatchItem? ItemOf(ReadOnlySequence<byte> line, long index)
    {
        if (line.Length > MaxLine)
        {
            return new(index, default, new(ProblemKind.BodyTooLarge, "The line has more than 64 KiB."));
        }

        var bytes = line.ToArray();
        return bytes.AsSpan().Trim(" \t\r"u8).IsEmpty ? null : new(index, bytes);
    }

    private static async Task SkipLineAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                body.AdvanceTo(read.Buffer.GetPosition(1, end));
                return;
            }

            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
