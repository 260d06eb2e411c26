using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>One row a transaction, the refused ones included.</summary>
public sealed class TransactionsProjection : IProjection
{
    public const string Name = "transactions";

    public ProjectionSchema Schema { get; } = new(Name, 1,
    [
        new TableSchema("transactions", $"'{Account.StreamPrefix}' || account_id")
            .WithKey("id")
            .WithText("account_id")
            .WithText("type")
            .WithText("status")
            .WithText("currency")
            .WithNumber("amount")
            .WithNumber("balance_after")
            .WithText("decline_reason", nullable: true)
            .WithText("description", nullable: true)
            .WithText("reference", nullable: true)
            .WithText("metadata", nullable: true)
            .WithNumber("effective_at")
            .WithNumber("recorded_at")
            .WithNumber("revision")
            .WithNumber("commit_position")
            .WithNumber("prepare_position")
            .WithIndex("transactions_by_position", "commit_position", "prepare_position")
            .WithIndex("transactions_by_account", "account_id", "commit_position", "prepare_position"),
    ]);

    public IFold Begin() => new TransactionsFold();
}

internal sealed record TransactionChange(TransactionEvent Happened, string AccountId, long RecordedAt, long Revision, Position Position);

internal sealed class TransactionsFold : IFold
{
    private static readonly TableShape<TransactionChange> Shape = new TableShape<TransactionChange>("transactions")
        .Key("id", change => change.Happened.TransactionId.ToString())
        .Text("account_id", change => change.AccountId)
        .Text("type", change => TransactionWords.TypeOf(change.Happened))
        .Text("status", change => TransactionWords.StatusOf(change.Happened))
        .Text("currency", change => change.Happened.Amount.Currency.Code)
        .Number("amount", change => change.Happened.Amount.MinorUnits)
        .Number("balance_after", change => TransactionWords.BalanceAfter(change.Happened).MinorUnits)
        .Text("decline_reason", change => TransactionWords.DeclineReasonOf(change.Happened))
        .Text("description", change => change.Happened.Personal.Value.Description)
        .Text("reference", change => change.Happened.Personal.Value.Reference)
        .Text("metadata", change => change.Happened.Personal.Value.Metadata)
        .Number("effective_at", change => change.Happened.EffectiveAt is { } at ? Microseconds.Of(at) : change.RecordedAt)
        .Number("recorded_at", change => change.RecordedAt)
        .Number("revision", change => change.Revision)
        .Number("commit_position", change => (long)change.Position.Commit)
        .Number("prepare_position", change => (long)change.Position.Prepare);

    private readonly List<TransactionChange> _changes = [];

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(Account.StreamPrefix, StringComparison.Ordinal) || e.Happened is not TransactionEvent happened)
        {
            return;
        }

        _changes.Add(new(
            happened,
            e.Recorded.Stream.Value[Account.StreamPrefix.Length..],
            Microseconds.Of(e.Metadata.RecordedAt),
            e.Recorded.Revision,
            e.Recorded.Position));
    }

    public void WriteTo(IReadModelTransaction transaction) => transaction.Upsert(Shape, _changes);
}
