using Ledger.EventStore.EventStoreDb.Appends;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Reads;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.EventStoreDb;

/// <summary>
/// The event store in an EventStoreDB (KurrentDB) node or cluster. Appends, and reads that decide something, go to the leader;
/// subscriptions go to the preferred node.
/// </summary>
public sealed partial class EventStoreDbStore : IEventStore, IAsyncDisposable
{
    private readonly EventStoreDbSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ClusterNodes _nodes;
    private readonly Appender _appender;
    private readonly Reader _reader;
    private int _disposed;

    /// <summary>Makes the store; connections are made when they are needed.</summary>
    public EventStoreDbStore(EventStoreDbSettings settings, TimeProvider time, ILogger<EventStoreDbStore> log)
    {
        (_settings, _time, _log) = (settings, time, log);
        if (!settings.Tls && settings.HasCredentials)
        {
            LogPasswordInTheClear(settings);
        }

        if (settings.Tls && !settings.TlsVerifyCert)
        {
            LogUnverified(settings);
        }

        _nodes = new(settings, time, log);
        _appender = new(_nodes, settings, time);
        _reader = new(_nodes, settings, time);
    }

    public bool IsShared => true;

    public async Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        var answer = await _appender.AppendAsync(stream, expected, events, cancellationToken);
        if (answer.Outcome == AppendOutcome.Conflict)
        {
            return new AppendResult.Conflict(answer.Revision < 0 ? null : answer.Revision);
        }

        var last = expected.Next + events.Count - 1;
        if (answer.Revision != last)
        {
            throw new StoreCorruptException(
                $"An append to {stream} that expected {expected} landed at revision {answer.Revision}, not {last}: the stream was deleted once.");
        }

        LedgerMeter.Appended.Add(events.Count);
        return new AppendResult.Appended(last, answer.Position ?? await PositionOfAsync(stream, last, events[^1].Id));
    }

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken) =>
        _reader.StreamAsync(stream, direction, from, maxCount, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        _reader.AllAsync(after, filter, cancellationToken);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        new AllSubscription(_nodes, _settings, filter, _time, _log).FollowAsync(after, cancellationToken);

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => _reader.TailAsync(cancellationToken);

    /// <summary>Positions are places in the server's files.</summary>
    public long? CountBetween(Position after, Position upTo) => null;

    public async Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await NodeHealth.CheckAsync(_nodes, _settings, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            return new(IsWritable: false, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // First, since a call that is being opened may wait for a leader for as long as it takes.
        _nodes.Stop();
        await _appender.DisposeAsync();
        _nodes.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The password for EventStoreDB at {Nodes} travels in the clear: tls is false")]
    private partial void LogPasswordInTheClear(EventStoreDbSettings nodes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whoever answers as EventStoreDB at {Nodes} is believed: tlsVerifyCert is false")]
    private partial void LogUnverified(EventStoreDbSettings nodes);

    /// <summary>A server that has an append already does not always say where.</summary>
    private async Task<Position> PositionOfAsync(StreamName stream, long revision, Guid id)
    {
        try
        {
            await foreach (var e in _reader.StreamAsync(stream, ReadDirection.Forwards, revision, 1, CancellationToken.None))
            {
                return e.Id == id
                    ? e.Position
                    : throw new StoreCorruptException($"Event {revision} of {stream} is not the one that the server says it has.");
            }
        }
        catch (StoreUnavailableException e)
        {
            // It stands there; asked again, the server will say so again.
            throw new OutcomeUnknownException("The event is in EventStoreDB, and its position cannot be read.", e);
        }

        throw new StoreCorruptException($"Event {revision} of {stream} cannot be found where the server says it is.");
    }
}
