using System.Buffers;
using System.Text;
using Ledger.Domain.Operations;
using Ledger.EventStore.Archive;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>Writes events whose data and metadata are whatever a test wants, with the chain that belongs to them.</summary>
internal sealed class Chained(IEventStore store)
{
    public static readonly Guid LedgerId = new("3b241101-e2bb-4255-8caf-4136c566a962");

    private readonly Dictionary<string, (long Next, Chain Chain)> _ends = new(StringComparer.Ordinal);

    /// <summary>A ledger with its id, and events over a few accounts.</summary>
    public static async Task<InMemoryEventStore> LedgerAsync(int events, int accounts = 3)
    {
        var store = new InMemoryEventStore();
        var chained = new Chained(store);
        await chained.CreateAsync();
        for (var i = 0; i < events; i++)
        {
            await chained.AppendAsync($"account-{i * 7 / 2 % accounts}", $$"""{"n":{{i}}}""");
        }

        return store;
    }

    public async Task CreateAsync()
    {
        await LedgerIdentity.EnsureAsync(store, EventSerializer.Default, LedgerId, TimeProvider.System, CancellationToken.None);
        await foreach (var e in store.ReadStreamAsync(new(LedgerOperations.Stream), ReadDirection.Forwards, 0, 1, CancellationToken.None))
        {
            _ends[LedgerOperations.Stream] = (1, MetadataFormat.Split(e.Metadata).Chain);
        }
    }

    public Task AppendAsync(string stream, string data, string covered = "{\"actor\":\"test\"", string type = "tested.v1") =>
        AppendAsync(stream, Encoding.UTF8.GetBytes(data), Encoding.UTF8.GetBytes(covered), type);

    public async Task AppendAsync(string stream, byte[] data, byte[] covered, string type = "tested.v1")
    {
        var (next, before) = _ends.TryGetValue(stream, out var end) ? end : (0, Chain.StartOf(new(stream)));
        var id = Guid.CreateVersion7();
        var chain = before.Next(next, id, type, data, covered);
        var metadata = new ArrayBufferWriter<byte>();
        metadata.Write(covered);
        MetadataFormat.WriteChain(metadata, chain);
        await store.AppendAt(new(stream), next, new EventData(id, type, data, metadata.WrittenMemory.ToArray()));
        _ends[stream] = (next + 1, chain);
    }

    public static async Task<byte[]> ExportAsync(IEventStore store, string? account = null, Position? after = null)
    {
        var output = new MemoryStream();
        var tail = await store.ReadTailAsync(CancellationToken.None);
        await LedgerExport.WriteAsync(store, LedgerId, new(account, after, tail), output, written: null, CancellationToken.None);
        return output.ToArray();
    }

    /// <summary>What a store holds, all but positions.</summary>
    public static async Task<IReadOnlyList<string>> ContentAsync(IEventStore store) =>
    [
        .. await store.ReadAllAsync(Position.Start, StreamFilter.All, CancellationToken.None)
            .Select(e => $"{e.Stream}@{e.Revision} {e.Id} {e.Type} {Convert.ToHexString(e.Data.Span)} {Convert.ToHexString(e.Metadata.Span)}")
            .ToListAsync(),
    ];
}
