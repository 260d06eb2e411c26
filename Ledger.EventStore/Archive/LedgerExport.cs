using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.EventStore.Archive;

/// <summary>What is to be exported.</summary>
/// <param name="AccountId">One account; <see langword="null"/> for the whole ledger.</param>
/// <param name="After">The position to begin after; <see langword="null"/> for the beginning.</param>
/// <param name="UpTo">The last position: what is written meanwhile belongs to the next export.</param>
public sealed record ExportScope(string? AccountId, Position? After, Position UpTo);

/// <summary>What was exported.</summary>
/// <param name="Sha256">Over everything before the last line. Noted elsewhere, it shows later whether the export is still the same.</param>
public sealed record ExportResult(ArchiveHeader Header, long Events, string Sha256);

/// <summary>Writes events of a ledger as NDJSON, in the order of the log, in bounded memory and as fast as the output takes them.</summary>
public static class LedgerExport
{
    /// <param name="store">The ledger's events.</param>
    /// <param name="ledgerId">The ledger.</param>
    /// <param name="scope">Which of them.</param>
    /// <param name="output">Where to. Whatever breaks the export off leaves it without its last line.</param>
    /// <param name="written">Is told now and then how many events have been written, and the position of the newest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ExportResult> WriteAsync(
        IEventStore store, Guid ledgerId, ExportScope scope, Stream output, Action<long, Position>? written, CancellationToken cancellationToken)
    {
        const int tellEvery = 1024;
        var positions = new PositionText(ledgerId);
        var after = scope.After ?? Position.Start;
        using var writer = new ArchiveWriter(
            new(ledgerId, scope.AccountId, scope.After is { } begin ? positions.Format(begin) : null, positions.Format(scope.UpTo)), output);
        var events = scope.AccountId is { } account
            ? store.ReadStreamAsync(new(Account.StreamOf(account)), ReadDirection.Forwards, 0, long.MaxValue, cancellationToken)
            : store.ReadAllAsync(after, LedgerStreams.All, cancellationToken);
        await foreach (var e in events)
        {
            if (e.Position > scope.UpTo)
            {
                break;
            }

            if (e.Position <= after)
            {
                continue;
            }

            await writer.WriteAsync(e, positions.Format(e.Position), cancellationToken);
            if (writer.Events % tellEvery == 0)
            {
                written?.Invoke(writer.Events, e.Position);
            }
        }

        return new(writer.Header, writer.Events, await writer.CompleteAsync(cancellationToken));
    }
}
