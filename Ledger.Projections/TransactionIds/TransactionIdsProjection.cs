using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.TransactionIds;

/// <summary>
/// Which transactions a stream holds, and up to which revision that is known. It reads envelopes only, so that no event, however
/// unreadable, can stop it: what a repeated command is answered rests on it.
/// </summary>
public sealed class TransactionIdsProjection : IProjection
{
    public const string Name = "transaction_ids";

    public ProjectionSchema Schema { get; } = new(Name, 2,
    [
        new TableSchema("transaction_ids", "stream").WithKey("stream").WithKey("transaction_id").WithNumber("first_revision"),
        new TableSchema("transaction_id_coverage", "stream").WithKey("stream").WithNumber("revision"),
    ]);

    public IFold Begin() => new TransactionIdsFold();
}

internal sealed class TransactionIdsFold : IFold
{
    private static readonly TableShape<(string Stream, long Revision)> Coverage =
        new TableShape<(string Stream, long Revision)>("transaction_id_coverage")
            .Key("stream", row => row.Stream)
            .Number("revision", row => row.Revision);

    private static readonly TableShape<(Guid Id, string Stream, long First)> Ids =
        new TableShape<(Guid Id, string Stream, long First)>("transaction_ids")
            .Key("stream", row => row.Stream)
            .Key("transaction_id", row => row.Id.ToString())
            .Number("first_revision", row => row.First);

    private readonly Dictionary<string, long> _coverage = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid, string), (Guid Id, string Stream, long First)> _ids = [];

    public void Add(StoredEvent e)
    {
        var stream = e.Recorded.Stream.Value;
        if (MetadataOf(e) is { } metadata)
        {
            Add(metadata.RepeatableId, stream, e.Recorded.Revision);
            Add(metadata.Claim, stream, e.Recorded.Revision);
        }

        _coverage[stream] = e.Recorded.Revision;
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        transaction.InsertMissing(Ids, _ids.Values);
        transaction.Upsert(Coverage, [.. _coverage.Select(entry => (entry.Key, entry.Value))]);
    }

    private void Add(Guid? lookedUp, string stream, long revision)
    {
        if (lookedUp is { } id)
        {
            _ids.TryAdd((id, stream), (id, stream, revision));
        }
    }

    private static EventMetadata? MetadataOf(StoredEvent e)
    {
        try
        {
            return e.Metadata;
        }
        catch (UnreadableEventException)
        {
            // What is no envelope of the ledger holds no transaction of it.
            return null;
        }
    }
}
