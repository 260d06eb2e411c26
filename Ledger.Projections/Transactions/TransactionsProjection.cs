using Ledger.Domain.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>One row a transaction, the refused ones included, and the figures that are kept of them.</summary>
public sealed class TransactionsProjection : IProjection
{
    public const string Name = "transactions";

    public ProjectionSchema Schema { get; } = new(Name, 3,
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
            .WithText("transfer_id", nullable: true)
            .WithText("hold_id", nullable: true)
            .WithText("reversal_of", nullable: true)
            .WithText("reversed_by", nullable: true)
            .WithText("conversion_currency", nullable: true)
            .WithNumber("conversion_amount", nullable: true)
            .WithText("conversion_rate", nullable: true)
            .WithText("conversion_date", nullable: true)
            .WithText("conversion_source", nullable: true)
            .WithIndex("transactions_by_position", "commit_position", "prepare_position")
            .WithIndex("transactions_by_account", "account_id", "commit_position", "prepare_position")
            .WithIndex("transactions_by_recorded", "account_id", "recorded_at", "revision")
            .WithIndex("transactions_by_effective", "account_id", "effective_at", "revision")
            .WithIndex("transactions_by_status", "status", "commit_position", "prepare_position")
            .WithIndex("transactions_by_reference", "reference", "commit_position", "prepare_position"),
        // What moved on each day by effective date, so that a balance by it costs a row a day, however many transactions there were.
        new TableSchema("daily_nets", $"'{Account.StreamPrefix}' || account_id")
            .WithKey("account_id")
            .WithKey("day")
            .WithNumber("net"),
        Figures.SlotTable($"'{Account.StreamPrefix}' || account_id"),
        // Of no stream: it is of the whole ledger.
        Figures.TotalTable("'*'"),
    ]);

    public IFold Begin() => new TransactionsFold();
}
