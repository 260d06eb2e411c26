using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Accounts;

/// <summary>One row an account: its balance, and the revision and chain of its last event.</summary>
public sealed class AccountsProjection : IProjection
{
    public const string Name = "accounts";

    public ProjectionSchema Schema { get; } = new(Name, 1,
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
    ]);

    public IFold Begin() => new AccountsFold();
}

/// <summary>What a batch does to one account.</summary>
internal sealed class AccountChange(string id)
{
    public string Id { get; } = id;

    /// <summary>The opening, where it is in this batch.</summary>
    public AccountOpened? Opened { get; set; }

    public long OpenedAt { get; set; }

    /// <summary>Where the account was opened: its place in lists.</summary>
    public EventStore.Port.Position OpenedPosition { get; set; }

    public long Balance { get; set; }

    public long Revision { get; set; }

    public Chain Chain { get; set; }

    public long LastActivityAt { get; set; }
}

internal sealed class AccountsFold : IFold
{
    private static readonly TableShape<AccountChange> Moved = Moving(new("accounts"));

    private static readonly TableShape<AccountChange> Opened = Moving(new("accounts"))
        .Text("owner_id", change => change.Opened!.OwnerId)
        .Text("currency", change => change.Opened!.Currency.Code)
        .Text("status", _ => "open")
        .Number("overdraft_limit", change => change.Opened!.OverdraftLimit.MinorUnits)
        .Number("opened_at", change => change.OpenedAt)
        .Number("commit_position", change => (long)change.OpenedPosition.Commit)
        .Number("prepare_position", change => (long)change.OpenedPosition.Prepare)
        .Number("held", _ => 0);

    private readonly Dictionary<string, AccountChange> _changes = new(StringComparer.Ordinal);

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(Account.StreamPrefix, StringComparison.Ordinal))
        {
            return;
        }

        // Everything that can fail comes before the first change.
        var (happened, metadata, chain) = ((AccountEvent)e.Happened, e.Metadata, e.Chain);
        var balance = BalanceAfter(happened);
        var id = e.Recorded.Stream.Value[Account.StreamPrefix.Length..];
        if (!_changes.TryGetValue(id, out var change))
        {
            _changes.Add(id, change = new(id));
        }

        if (happened is AccountOpened opened)
        {
            change.Opened = opened;
            change.OpenedAt = Microseconds.Of(metadata.RecordedAt);
            change.OpenedPosition = e.Recorded.Position;
        }

        change.Balance = balance.MinorUnits;
        change.Revision = e.Recorded.Revision;
        change.Chain = chain;
        change.LastActivityAt = Microseconds.Of(metadata.RecordedAt);
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        transaction.Upsert(Opened, [.. _changes.Values.Where(change => change.Opened is not null)]);
        transaction.Update(Moved, [.. _changes.Values.Where(change => change.Opened is null)]);
    }

    private static Money BalanceAfter(AccountEvent happened) => happened switch
    {
        AccountOpened e => Money.Zero(e.Currency),
        FundsDeposited e => e.BalanceAfter,
        FundsWithdrawn e => e.BalanceAfter,
        WithdrawalDeclined e => e.Balance,
        BooksClosed e => e.Balance,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} says nothing of a balance."),
    };

    private static TableShape<AccountChange> Moving(TableShape<AccountChange> shape) => shape
        .Key("id", change => change.Id)
        .Number("balance", change => change.Balance)
        .Number("revision", change => change.Revision)
        .Text("chain", change => change.Chain.ToString())
        .Number("last_activity_at", change => change.LastActivityAt);
}
