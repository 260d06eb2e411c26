using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>
/// Folds new events on what their streams said last. A stream that is not known is begun with the event before, taken as it is: so
/// each step is proved and the beginning is not, which only a verification does.
/// </summary>
internal sealed class TailFold(
    IEventStore events, EventSerializer serializer, StreamFilter filter, StreamCache streams, FindingList findings, TimeProvider time)
{
    // A page of the log at a time, and then a rest: what is audited is also what is being written.
    private const int Page = 512;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    /// <summary>Takes every event behind one position up to another.</summary>
    /// <param name="touched">Is given each stream that had events, with its last transaction among them.</param>
    /// <returns>The position of the last event.</returns>
    public async Task<Position> RunAsync(Position after, Position upTo, Dictionary<string, AuditedEvent?> touched, CancellationToken cancellationToken)
    {
        var (taken, last, round) = (0, after, new HashSet<StreamAudit>());
        await foreach (var recorded in events.ReadAllAsync(after, filter, cancellationToken))
        {
            if (recorded.Position > upTo)
            {
                break;
            }

            var e = AuditedEvent.Read(recorded, serializer, findings);
            var stream = streams.Find(recorded.Stream.Value) ?? await BeginAsync(recorded, cancellationToken);
            stream.Take(e, Cutoffs.None, tools: null);
            last = recorded.Position;
            round.Add(stream);
            touched[recorded.Stream.Value] = e.Happened switch
            {
                TransactionEvent => e,
                // It changes a row, and which one may be that of the last transaction: that is left to a verification.
                TransactionConverted => null,
                _ => touched.GetValueOrDefault(recorded.Stream.Value),
            };
            if (++taken % Page == 0)
            {
                await Task.Delay(Rest, time, cancellationToken);
            }
        }

        foreach (var stream in round)
        {
            // An event in doubt is said now; the next one might come tomorrow.
            stream.End();
        }

        return last;
    }

    /// <summary>A stream as it stands at a revision, by the one event there; <see langword="null"/> where it has none.</summary>
    public async Task<StreamAudit?> LoadAsync(StreamName stream, long revision, Position upTo, CancellationToken cancellationToken)
    {
        // One more, so that a row that lags behind its stream shows.
        var from = revision < long.MaxValue ? revision + 1 : revision;
        await foreach (var e in events.ReadStreamAsync(stream, ReadDirection.Backwards, from, 2, cancellationToken))
        {
            if (e.Position <= upTo)
            {
                var loaded = new StreamAudit(stream, findings);
                loaded.BeginAt(AuditedEvent.Read(e, serializer, findings));
                return loaded;
            }
        }

        return null;
    }

    private async Task<StreamAudit> BeginAsync(RecordedEvent first, CancellationToken cancellationToken)
    {
        var stream = new StreamAudit(first.Stream, findings);
        if (first.Revision > 0)
        {
            await foreach (var e in events.ReadStreamAsync(first.Stream, ReadDirection.Backwards, first.Revision - 1, 1, cancellationToken))
            {
                stream.BeginAt(AuditedEvent.Read(e, serializer, findings));
            }
        }

        streams.Add(stream);
        return stream;
    }
}
