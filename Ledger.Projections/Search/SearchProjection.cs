using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Search;

/// <summary>
/// The words of each transaction, the refused ones included, by its position in the log: apart from <c>transactions</c>, so that
/// their index slows nothing else. A transaction without words has no row.
/// </summary>
public sealed class SearchProjection : IProjection
{
    public const string Name = "transaction_search";

    internal static readonly TableSchema Table = new TableSchema("transaction_search", $"'{Account.StreamPrefix}' || account_id")
        .WithNumberKey("commit_position")
        .WithNumberKey("prepare_position")
        .WithText("account_id")
        .WithNumber("revision")
        .WithTerms("terms");

    public ProjectionSchema Schema { get; } = new(Name, 1, [Table]);

    public IFold Begin() => new SearchFold();
}

internal sealed record SearchChange(Position Position, string AccountId, long Revision, string Terms);

internal sealed class SearchFold : IFold
{
    private static readonly TableShape<SearchChange> Shape = new TableShape<SearchChange>("transaction_search")
        .NumberKey("commit_position", change => (long)change.Position.Commit)
        .NumberKey("prepare_position", change => (long)change.Position.Prepare)
        .Text("account_id", change => change.AccountId)
        .Number("revision", change => change.Revision)
        .Text("terms", change => change.Terms);

    private readonly List<SearchChange> _changes = [];

    public void Add(StoredEvent e)
    {
        var stream = e.Recorded.Stream.Value;
        if (stream.StartsWith(Account.StreamPrefix, StringComparison.Ordinal) && e.Happened is TransactionEvent happened
            && SearchTerms.Of(stream[Account.StreamPrefix.Length..], happened.Personal.Value) is { } terms)
        {
            _changes.Add(new(e.Recorded.Position, stream[Account.StreamPrefix.Length..], e.Recorded.Revision, terms));
        }
    }

    // In the order of the log: rows are numbered as they come, and read from the newest.
    public void WriteTo(IReadModelTransaction transaction) => transaction.InsertMissing(Shape, _changes);
}
