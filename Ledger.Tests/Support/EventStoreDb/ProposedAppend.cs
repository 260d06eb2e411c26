using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>An append as it was asked for, by whichever method.</summary>
internal sealed class ProposedAppend(StreamIdentifier? identifier, Expectation expected)
{
    public const string Json = "application/json";

    public StreamIdentifier Identifier { get; } = identifier ?? throw GrpcFailure.InvalidArgument("The stream is missing.");

    public StreamName Stream { get; } = NameOf(identifier!);

    public Expectation Expected { get; } = expected;

    public List<EventData> Events { get; } = [];

    /// <summary>For each event.</summary>
    public List<string> ContentTypes { get; } = [];

    /// <summary>What it takes of the server's limit, in bytes.</summary>
    public long Size { get; private set; }

    public static StreamName NameOf(StreamIdentifier? identifier) =>
        new(Encoding.UTF8.GetString((identifier ?? throw GrpcFailure.InvalidArgument("The stream is missing.")).StreamName.Span));

    public void Add(UUID? id, MapField<string, string> metadata, ByteString custom, ByteString data)
    {
        var type = Required(metadata, "type");
        ContentTypes.Add(Required(metadata, "content-type") is Json ? Json : "application/octet-stream");
        Events.Add(new(Uuids.Parse(id), type, data.Memory, custom.Memory));
        Size += data.Length + custom.Length + (2L * type.Length);
    }

    private static string Required(MapField<string, string> metadata, string name) =>
        metadata.TryGetValue(name, out var value) ? value : throw GrpcFailure.MissingMetadata(name);
}
