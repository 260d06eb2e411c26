using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>Reads while others write: what is read is what stands there, all that stood there before included.</summary>
internal sealed class FaultyReader(IEventStore store, InMemoryEventStore truth, IReadOnlyList<StreamName> streams, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task ReadAsync(int reads)
    {
        for (; reads > 0; reads--)
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience);
                await ReadAsync(random.Next(4), patience.Token);
            }
            catch (StoreUnavailableException)
            {
                // It said so.
            }

            await Task.Delay(random.Next(4));
        }
    }

    private Task ReadAsync(int kind, CancellationToken cancellationToken) => kind switch
    {
        0 => ForwardsAsync(streams[random.Next(streams.Count)], cancellationToken),
        1 => BackwardsAsync(streams[random.Next(streams.Count)], cancellationToken),
        2 => AllAsync(cancellationToken),
        _ => TailAsync(cancellationToken),
    };

    private async Task ForwardsAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var before = truth.CountOf(stream);
        var from = Math.Max(0, before + 1 - random.NextInt64(random.Next(8) == 0 ? before + 2 : 50));
        var most = random.Next(2) == 0 ? long.MaxValue : random.NextInt64(1, 20);
        var read = await store.ReadStreamAsync(stream, ReadDirection.Forwards, from, most, cancellationToken).ToListAsync(cancellationToken);
        read.Count.Should().BeGreaterThanOrEqualTo((int)Math.Min(Math.Max(0, before - from), most));
        Same(read, truth.Page(stream, ReadDirection.Forwards, from, read.Count));
    }

    private async Task BackwardsAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var before = truth.CountOf(stream);
        var most = random.Next(8) == 0 ? long.MaxValue : random.NextInt64(1, 50);
        var read = await store.ReadStreamAsync(stream, ReadDirection.Backwards, long.MaxValue, most, cancellationToken).ToListAsync(cancellationToken);
        read.Count.Should().BeGreaterThanOrEqualTo((int)Math.Min(before, most));
        var last = read is [var newest, ..] ? newest.Revision : -1;
        last.Should().BeGreaterThanOrEqualTo(before - 1);
        Same(read, truth.Page(stream, ReadDirection.Backwards, last, read.Count));
    }

    private async Task AllAsync(CancellationToken cancellationToken)
    {
        var before = truth.Count;
        var from = Math.Max(0, before - random.Next(random.Next(8) == 0 ? before + 1 : 100));
        var after = from == 0 ? Position.Start : truth.Page(from - 1, 1)[0].Position;
        var read = await store.ReadAllAsync(after, StreamFilter.All, cancellationToken).ToListAsync(cancellationToken);
        read.Count.Should().BeGreaterThanOrEqualTo(before - from);
        Same(read, truth.Page(from, read.Count));
    }

    private async Task TailAsync(CancellationToken cancellationToken)
    {
        var before = await truth.ReadTailAsync(cancellationToken);
        var read = await store.ReadTailAsync(cancellationToken);
        read.Should().BeGreaterThanOrEqualTo(before).And.BeLessThanOrEqualTo(await truth.ReadTailAsync(cancellationToken));
    }

    private static void Same(List<RecordedEvent> read, RecordedEvent[] written)
    {
        for (var i = 0; i < read.Count; i++)
        {
            var (one, other) = (read[i], written[i]);
            if (one.Id != other.Id || one.Revision != other.Revision || one.Position != other.Position || one.Stream != other.Stream
                || !one.Data.Span.SequenceEqual(other.Data.Span))
            {
                throw new InvalidOperationException($"Event {one.Revision} of {one.Stream} was read where {other.Revision} of {other.Stream} stands.");
            }
        }
    }
}
