using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>One row a transaction, the refused ones included, and the figures that are kept of them.</summary>
/// <param name="reporting">
/// The currency that the others are converted to. Only an index depends on it: where it is changed and the projection is not rebuilt, what
/// is not converted is found by reading all transactions.
/// </param>
public sealed class TransactionsProjection(Currency reporting) : IProjection
{
    public const string Name = "transactions";

    public ProjectionSchema Schema { get; } = new(Name, 5,
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
            // What an index need not hold costs nothing to write: many rows have no reference, and most of a ledger is converted or in the
            // reporting currency.
            .WithIndexWhere("reference IS NOT NULL", "transactions_by_reference", "reference", "commit_position", "prepare_position")
            .WithIndexWhere(UnconvertedQueries.ConditionOf(reporting), "transactions_unconverted", "commit_position", "prepare_position", "currency"),
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
