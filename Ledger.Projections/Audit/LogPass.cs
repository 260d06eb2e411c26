using System.Threading.Channels;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>
/// Reads the log once. Streams are dealt out to as many workers as there are processors, so that each stream is looked at by one of
/// them, in the order of the log, and no two share anything but the book of what accounts say of each other.
/// </summary>
internal sealed class LogPass(IEventStore events, EventSerializer serializer, StreamFilter filter, FindingList findings, VerificationProgress progress)
{
    private const int BatchSize = 1_024;
    private const int BatchesAhead = 4;

    private static readonly int Workers = Environment.ProcessorCount;

    /// <summary>Folds everything up to the last of the cutoffs.</summary>
    /// <returns>Every stream by its name.</returns>
    public async Task<IReadOnlyDictionary<string, StreamAudit>> RunAsync(Cutoffs cutoffs, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        var book = new TransferBook(findings);
        var queues = Enumerable.Range(0, Workers).Select(_ => Channel.CreateBounded<List<RecordedEvent>>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true })).ToList();
        var workers = queues.Select(queue => Task.Run(() => WorkAsync(queue, cutoffs, new(key, book)), CancellationToken.None)).ToList();
        try
        {
            await Task.Run(() => DealAsync(queues, cutoffs.Last, cancellationToken), cancellationToken);
        }
        catch
        {
            queues.ForEach(queue => queue.Writer.TryComplete());
            await ((Task)Task.WhenAll(workers)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Where a worker has failed, that is the cause, and that nothing could be dealt out any more its consequence.
            if (workers.Find(worker => worker.IsFaulted) is { } faulted)
            {
                await faulted;
            }

            throw;
        }

        var all = new Dictionary<string, StreamAudit>(StringComparer.Ordinal);
        foreach (var part in await Task.WhenAll(workers))
        {
            foreach (var (name, stream) in part)
            {
                stream.End();
                all.Add(name, stream);
            }
        }

        TrialBalance.Check(all.Values, book.End(), findings);
        return all;
    }

    private async Task DealAsync(List<Channel<List<RecordedEvent>>> queues, Position upTo, CancellationToken cancellationToken)
    {
        var batches = queues.Select(_ => new List<RecordedEvent>(BatchSize)).ToList();
        try
        {
            await foreach (var e in events.ReadAllAsync(Position.Start, filter, cancellationToken))
            {
                if (e.Position > upTo)
                {
                    break;
                }

                var worker = (e.Stream.Value.GetHashCode(StringComparison.Ordinal) & int.MaxValue) % queues.Count;
                batches[worker].Add(e);
                if (batches[worker].Count == BatchSize)
                {
                    await queues[worker].Writer.WriteAsync(batches[worker], cancellationToken);
                    batches[worker] = new(BatchSize);
                }
            }

            for (var i = 0; i < queues.Count; i++)
            {
                await queues[i].Writer.WriteAsync(batches[i], cancellationToken);
            }
        }
        finally
        {
            queues.ForEach(queue => queue.Writer.TryComplete());
        }
    }

    private async Task<Dictionary<string, StreamAudit>> WorkAsync(Channel<List<RecordedEvent>> queue, Cutoffs cutoffs, WorkerTools tools)
    {
        var streams = new Dictionary<string, StreamAudit>(StringComparer.Ordinal);
        try
        {
            await foreach (var batch in queue.Reader.ReadAllAsync(CancellationToken.None))
            {
                foreach (var e in batch)
                {
                    if (!streams.TryGetValue(e.Stream.Value, out var stream))
                    {
                        streams.Add(e.Stream.Value, stream = new(e.Stream, findings));
                    }

                    stream.Take(AuditedEvent.Read(e, serializer, findings), cutoffs, tools);
                }

                progress.Add(batch.Count);
            }

            return streams;
        }
        catch (Exception fault)
        {
            // Nothing more can be dealt out to it, so the reading ends.
            queue.Writer.TryComplete(fault);
            throw;
        }
    }
}
