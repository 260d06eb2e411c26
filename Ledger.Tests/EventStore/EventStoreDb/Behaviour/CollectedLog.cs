using System.Collections.Concurrent;
using Ledger.EventStore.EventStoreDb;
using Microsoft.Extensions.Logging;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Keeps whatever is logged, at every level, with its exceptions.</summary>
internal sealed class CollectedLog : ILogger<EventStoreDbStore>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
}
