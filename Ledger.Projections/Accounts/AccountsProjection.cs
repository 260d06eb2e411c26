using Ledger.Domain.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Accounts;

/// <summary>
/// One row an account: its balance, and the revision and chain of its last event. And one a hold: what is available follows from both.
/// </summary>
public sealed class AccountsProjection : IProjection
{
    public const string Name = "accounts";

    public ProjectionSchema Schema { get; } = new(Name, 2,
    [
        new TableSchema("accounts", $"'{Account.StreamPrefix}' || id")
            .WithKey("id")
            .WithText("owner_id", nullable: true)
            .WithText("currency")
            .WithText("status")
            .WithNumber("overdraft_limit")
            .WithNumber("opened_at")
            .WithNumber("commit_position")
            .WithNumber("prepare_position")
            .WithNumber("balance")
            .WithNumber("held")
            .WithNumber("revision")
            .WithText("chain")
            .WithNumber("last_activity_at")
            .WithIndex("accounts_by_position", "commit_position", "prepare_position")
            .WithIndex("accounts_by_owner", "owner_id", "commit_position", "prepare_position"),
        new TableSchema("holds", $"'{Account.StreamPrefix}' || account_id")
            .WithKey("id")
            .WithText("account_id")
            .WithText("status")
            .WithText("currency")
            .WithNumber("amount")
            .WithNumber("expires_at", nullable: true)
            .WithNumber("captured_amount", nullable: true)
            .WithText("transaction_id", nullable: true)
            .WithText("description", nullable: true)
            .WithNumber("placed_at")
            .WithNumber("revision")
            .WithIndex("holds_by_account", "account_id", "status")
            .WithIndex("holds_by_expiry", "status", "expires_at"),
    ]);

    public IFold Begin() => new AccountsFold();
}
