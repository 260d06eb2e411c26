using Ledger.Domain.Accounts;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Closings;

/// <summary>Where the books of each account were closed, and when: from there a balance in the past is reckoned in few reads.</summary>
public sealed class ClosingsProjection : IProjection
{
    public const string Name = "closings";

    public ProjectionSchema Schema { get; } = new(Name, 1,
    [
        new TableSchema("closings", $"'{Account.StreamPrefix}' || account_id")
            .WithKey("account_id")
            .WithNumberKey("revision")
            .WithNumber("recorded_at")
            .WithIndex("closings_by_time", "account_id", "recorded_at", "revision"),
    ]);

    public IFold Begin() => new ClosingsFold();
}

internal sealed record Closing(string AccountId, long Revision, long RecordedAt);

internal sealed class ClosingsFold : IFold
{
    private static readonly TableShape<Closing> Shape = new TableShape<Closing>("closings")
        .Key("account_id", closing => closing.AccountId)
        .NumberKey("revision", closing => closing.Revision)
        .Number("recorded_at", closing => closing.RecordedAt);

    private readonly List<Closing> _closings = [];

    public void Add(StoredEvent e)
    {
        var stream = e.Recorded.Stream.Value;
        if (stream.StartsWith(Account.StreamPrefix, StringComparison.Ordinal) && e.Happened is BooksClosed)
        {
            _closings.Add(new(stream[Account.StreamPrefix.Length..], e.Recorded.Revision, Microseconds.Of(e.Metadata.RecordedAt)));
        }
    }

    public void WriteTo(IReadModelTransaction transaction) => transaction.Upsert(Shape, _closings);
}
