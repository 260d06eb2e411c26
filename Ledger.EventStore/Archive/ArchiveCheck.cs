using Ledger.Domain.Operations;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;

namespace Ledger.EventStore.Archive;

/// <summary>
/// Reads an export and checks all that can be without its ledger: header, order, revisions, chains, last line. Its memory grows with the
/// number of streams, not of events.
/// </summary>
internal sealed class ArchiveCheck : IDisposable
{
    private const int MaxFindings = 100;

    private readonly ArchiveSeal _seal = new();
    private readonly StreamCheck _streams = new();
    private readonly List<ArchiveFinding> _findings = [];
    private LogOrder? _order;
    private bool _isComplete;
    private bool _hasCreation;
    private long _findingCount;

    public ArchiveHeader? Header { get; private set; }

    public long Events { get; private set; }

    public bool IsSound => _findingCount == 0;

    /// <summary>Checks the next line.</summary>
    /// <returns>The event that it holds; <see langword="null"/> for the first and the last line, and where something is wrong with it.</returns>
    public ArchivedEvent? Read(ArchiveLines lines)
    {
        if (_isComplete)
        {
            Find(lines.Number, null, null, "it stands behind the last line of the export");
            return null;
        }

        if (lines.Number > 1 && ArchiveSeal.IsMeant(lines.Text.Span))
        {
            ReadSeal(lines);
            return null;
        }

        _seal.Add(lines.Bytes.Span);
        try
        {
            if (lines.Number == 1)
            {
                ReadHeader(lines);
                return null;
            }

            var e = ArchivedEvent.Parse(lines.Text);
            Events++;
            var isCreation = e.Revision == 0 && e.Stream == LedgerOperations.Stream;
            _hasCreation |= isCreation;
            var place = _order?.Add(e);
            var history = _streams.Add(e.Stream, e.Revision, e.Id, e.Type, e.Data, e.Metadata, Header?.After is not null);
            var wrong = history ?? place ?? (isCreation ? WrongCreation(e) : null);
            if (wrong is not null)
            {
                Find(lines.Number, e.Stream, e.Revision, wrong);
            }

            return wrong is null ? e : null;
        }
        catch (FormatException fault)
        {
            Find(lines.Number, null, null, fault.Message);
            return null;
        }
    }

    /// <summary>Ends the check at the end of the file, or at a line that is none.</summary>
    public ArchiveReport End(long line, string? fault)
    {
        if (fault is not null)
        {
            Find(line + 1, null, null, fault);
        }
        else if (!_isComplete)
        {
            Find(line + 1, null, null, "the export is cut off: its last line, with the number of events, is missing");
        }

        if (Header is { IsWhole: true } && !_hasCreation)
        {
            Find(line, null, null, $"the whole ledger is meant to be here, and {LedgerOperations.Stream}, which gives it its id, is not");
        }

        return new(Header, Events, _streams.Count, _seal.Value, _findings, _findingCount, NotChecked());
    }

    public void Dispose() => _seal.Dispose();

    private void ReadHeader(ArchiveLines lines)
    {
        Header = ArchiveHeader.Parse(lines.Text.Span);
        _order = new(Header);
    }

    private void ReadSeal(ArchiveLines lines)
    {
        _isComplete = true;
        if (!lines.IsEnded)
        {
            Find(lines.Number, null, null, "the export is cut off: no newline ends its last line");
        }

        if (!lines.Text.Span.SequenceEqual(_seal.LineFor(Events)))
        {
            Find(lines.Number, null, null, "the number of events or the SHA-256 is not that of the lines before: the file was changed");
        }
    }

    /// <summary>What is wrong with the event that gives a ledger its id.</summary>
    private string? WrongCreation(ArchivedEvent e)
    {
        try
        {
            var recorded = new RecordedEvent(new(e.Stream), e.Revision, default, e.Id, e.Type, e.Data, e.Metadata);
            return LedgerIdentity.IdOf(recorded, EventSerializer.Default) == Header?.LedgerId ? null : "it is of another ledger than the first line says";
        }
        catch (Exception fault) when (fault is UnreadableEventException or StoreCorruptException)
        {
            return "it does not give the ledger an id";
        }
    }

    private IReadOnlyList<string> NotChecked() =>
    [
        .. Header?.AccountId is { } account ? [$"Only account {account} is in this export; nothing is said about the rest of the ledger."] : Array.Empty<string>(),
        .. Header?.After is not { } after ? Array.Empty<string>() : [
            $"It begins after {after}. Of {_streams.BegunInTheMiddle} streams the events before that are not in it, so the chain value of the first "
            + "event of each could not be recomputed."],
    ];

    private void Find(long line, string? stream, long? revision, string detail)
    {
        if (++_findingCount <= MaxFindings)
        {
            _findings.Add(new(line, stream, revision, detail));
        }
    }
}
