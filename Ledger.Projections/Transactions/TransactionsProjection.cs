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

    public ProjectionSchema Schema { get; } = new(Name, 1, ["transactions"],
    [
        """
        CREATE TABLE transactions (
            id               TEXT   NOT NULL PRIMARY KEY,
            account_id       TEXT   NOT NULL,
            type             TEXT   NOT NULL,
            status           TEXT   NOT NULL,
            currency         TEXT   NOT NULL,
            amount           BIGINT NOT NULL,
            balance_after    BIGINT NOT NULL,
            decline_reason   TEXT,
            description      TEXT,
            reference        TEXT,
            metadata         TEXT,
            effective_at     BIGINT NOT NULL,
            recorded_at      BIGINT NOT NULL,
            revision         BIGINT NOT NULL,
            commit_position  BIGINT NOT NULL,
            prepare_position BIGINT NOT NULL
        )
        """,
        "CREATE INDEX transactions_by_position ON transactions (commit_position, prepare_position)",
        "CREATE INDEX transactions_by_account ON transactions (account_id, commit_position, prepare_position)",
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
