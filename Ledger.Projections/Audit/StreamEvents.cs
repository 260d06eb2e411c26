using System.Runtime.CompilerServices;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>The events of single streams, as far as a read model has seen them.</summary>
internal sealed class StreamEvents(IEventStore events, EventSerializer serializer)
{
    /// <param name="said">Is told what cannot be read.</param>
    public async IAsyncEnumerable<AuditedEvent> ReadAsync(
        StreamName stream, Position? upTo, FindingList said, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var e in events.ReadStreamAsync(stream, ReadDirection.Forwards, 0, long.MaxValue, cancellationToken))
        {
            if (e.Position <= upTo)
            {
                yield return AuditedEvent.Read(e, serializer, said);
            }
        }
    }

    /// <summary>The newest first, back to a position.</summary>
    public async IAsyncEnumerable<AuditedEvent> ReadBackAsync(
        StreamName stream, Position? upTo, Position downTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var said = new FindingList();
        await foreach (var e in events.ReadStreamAsync(stream, ReadDirection.Backwards, long.MaxValue, long.MaxValue, cancellationToken))
        {
            if (e.Position <= downTo)
            {
                yield break;
            }

            if (e.Position <= upTo)
            {
                yield return AuditedEvent.Read(e, serializer, said);
            }
        }
    }

    /// <summary>The first event that ends each thing that was opened in the stream.</summary>
    public async Task<Dictionary<Guid, AccountEvent>> EndsAsync(
        StreamName stream, Position? upTo, Func<object, Guid?> endedBy, CancellationToken cancellationToken)
    {
        var ends = new Dictionary<Guid, AccountEvent>();
        await foreach (var e in ReadAsync(stream, upTo, new(), cancellationToken))
        {
            if (e is { Happened: AccountEvent happened, Metadata: not null } && endedBy(happened) is { } id)
            {
                ends.TryAdd(id, happened);
            }
        }

        return ends;
    }
}
