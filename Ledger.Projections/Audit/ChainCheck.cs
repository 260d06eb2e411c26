using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>Where an event stands among those of its stream.</summary>
internal enum Place
{
    /// <summary>Behind the one before it.</summary>
    Next,

    /// <summary>Behind events that are not there.</summary>
    AfterGap,

    /// <summary>Behind events that should come after it.</summary>
    TooLate,
}

/// <summary>
/// Follows the chain of one stream. An event that does not follow on the one before it is held in doubt until the next is known,
/// which tells what was done: each event is bound to its revision and to the stored value before it.
/// </summary>
internal sealed class ChainCheck(StreamName stream, FindingList findings)
{
    // How many events may have been cut out, the later ones numbered anew, and still be told from a change.
    private const int MaxCutOut = 16;

    private Chain? _last = Chain.StartOf(stream);
    private Chain? _beforeDoubtful;
    private ChainLink? _doubtful;
    private (long From, long To)? _gap;
    private long _shift;

    /// <summary>The last revision; −1 before the first.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>The last stored value; <see langword="null"/> where it could not be read.</summary>
    public Chain? Last => _last;

    /// <summary>Begins in the middle of a stream, behind an event that is taken as it is.</summary>
    public void BeginAfter(long revision, Chain? chain) => (Revision, _last) = (revision, chain);

    /// <summary>Takes the next event of the stream, in the order of the log.</summary>
    /// <param name="stored">Covered bytes and chain value; <see langword="null"/> where the metadata cannot be read.</param>
    public Place Take(RecordedEvent e, (ReadOnlyMemory<byte> Covered, Chain Chain)? stored)
    {
        if (e.Revision <= Revision)
        {
            TakeLate(e.Revision);
            return Place.TooLate;
        }

        var place = e.Revision == Revision + 1 ? Place.Next : Place.AfterGap;
        ChainLink? link = stored is { } s ? new(e, s.Covered, s.Chain) : null;
        if (place == Place.AfterGap)
        {
            End();
            _gap = (Revision + 1, e.Revision - 1);
        }
        else if (link is { } next && _last is { } last)
        {
            TakeNext(next, last);
        }
        else
        {
            SettleAsChanged();
        }

        (_last, Revision) = (place == Place.Next && link is not null && _last is not null ? _last : link?.Stored, e.Revision);
        return place;
    }

    /// <summary>No event follows: what is in doubt is said.</summary>
    public void End()
    {
        SettleAsChanged();
        if (_gap is var (from, to))
        {
            _gap = null;
            findings.Add(FindingKinds.EventMissing, stream.Value, from, from == to ? "The event is missing." : $"The events {from} to {to} are missing.");
        }
    }

    private void TakeNext(ChainLink link, Chain last)
    {
        if (link.Follows(last, _shift))
        {
            SettleAsChanged();
        }
        else if (_doubtful is not { } doubtful)
        {
            (_doubtful, _beforeDoubtful) = (link, last);
        }
        else if (_beforeDoubtful is { } before && link.Follows(doubtful.ValueAfter(before, _shift), _shift))
        {
            Settle(FindingKinds.EventChanged, "Its chain value is not the one that it was written with.");
        }
        else if (_beforeDoubtful is { } original && link.Follows(original, _shift - 1))
        {
            if (doubtful.Follows(link.Stored, _shift + 1))
            {
                Settle(FindingKinds.EventsReordered, $"It was written after event {link.Revision}, which stands behind it.");
                _last = doubtful.Stored;
                return;
            }

            Settle(FindingKinds.EventInserted, "It was put between two events that follow on each other; the later ones were numbered anew.");
            _shift--;
        }
        else if (Enumerable.Range(1, MaxCutOut).FirstOrDefault(cut => link.Follows(doubtful.Stored, _shift + cut)) is var cut and > 0)
        {
            Settle(FindingKinds.EventMissing, $"Before it {cut} of the events that were written are missing; the later ones were numbered anew.");
            _shift += cut;
        }
        else
        {
            SettleAsChanged();
            (_doubtful, _beforeDoubtful) = (link, last);
        }

        _last = link.Stored;
    }

    private void TakeLate(long revision)
    {
        if (_gap is not var (from, to) || revision < from || revision > to)
        {
            findings.Add(FindingKinds.EventInserted, stream.Value, revision, "The stream has this revision a second time.");
            return;
        }

        findings.Add(FindingKinds.EventsReordered, stream.Value, revision, $"It stands in the log behind event {Revision} of its stream.");
        _gap = from == to ? null : revision == from ? (from + 1, to) : (from, to == revision ? to - 1 : to);
    }

    private void SettleAsChanged() => Settle(
        FindingKinds.EventChanged, "It does not follow on the event before it: its id, type, data, metadata or chain value was changed.");

    private void Settle(string kind, string detail)
    {
        if (_doubtful is { } doubtful)
        {
            _doubtful = null;
            findings.Add(kind, stream.Value, doubtful.Revision, detail);
        }
    }
}
