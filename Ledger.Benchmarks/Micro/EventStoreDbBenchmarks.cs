using System.Text;
using BenchmarkDotNet.Attributes;
using Ledger.Benchmarks.Measures.EventStoreDb;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Micro;

/// <summary>Appends of one event of 200 bytes to EventStoreDB's protocol: time and allocation of the client, the server is another process.</summary>
[MemoryDiagnoser]
public class EventStoreDbBenchmarks
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes($$"""{"filler":"{{new string('x', 187)}}"}""");

    private ServerProcess _server = null!;
    private EventStoreDbStore _store = null!;
    private StreamName[] _streams = null!;
    private long _next;

    /// <summary>How many appends are under way at a time, each to a stream of its own.</summary>
    [Params(1, 64)]
    public int InFlight { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _server = await ServerProcess.StartAsync();
        _store = Connect(_server.ConnectionString);
        _streams = [.. Enumerable.Range(0, InFlight).Select(i => new StreamName($"bench-{Guid.CreateVersion7()}-{i}"))];
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _store.DisposeAsync();
        _server.Dispose();
    }

    [Benchmark]
    public async Task Append()
    {
        var expected = ExpectedRevision.Before(_next++);
        await Task.WhenAll(_streams.Select(stream => _store.AppendAsync(
            stream, expected, [new(Guid.CreateVersion7(), "benched.v1", Data, ReadOnlyMemory<byte>.Empty)], CancellationToken.None)));
    }

    private static EventStoreDbStore Connect(string connection) =>
        new(ConnectionString.Parse(connection), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
}
