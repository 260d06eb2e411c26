using System.Collections.Frozen;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Accounts;

/// <summary>What a batch does to one account.</summary>
internal sealed class AccountChange(string id)
{
    public string Id { get; } = id;

    /// <summary>The opening, where it is in this batch.</summary>
    public AccountOpened? Opened { get; set; }

    public long OpenedAt { get; set; }

    /// <summary>Where the account was opened: its place in lists.</summary>
    public EventStore.Port.Position OpenedPosition { get; set; }

    /// <summary>In minor units; <see langword="null"/> where no event of the batch says it, and so for the next two.</summary>
    public long? Balance { get; set; }

    public long? Held { get; set; }

    public string? Status { get; set; }

    public long Revision { get; set; }

    public Chain Chain { get; set; }

    public long LastActivityAt { get; set; }
}

internal sealed class AccountsFold : IFold
{
    private static readonly TableShape<AccountChange> Opened = Moving(new TableShape<AccountChange>("accounts"))
        .Number("balance", change => change.Balance)
        .Number("held", change => change.Held)
        .Text("status", change => change.Status)
        .Text("owner_id", change => change.Opened!.OwnerId)
        .Text("currency", change => change.Opened!.Currency.Code)
        .Number("overdraft_limit", change => change.Opened!.OverdraftLimit.MinorUnits)
        .Number("opened_at", change => change.OpenedAt)
        .Number("commit_position", change => (long)change.OpenedPosition.Commit)
        .Number("prepare_position", change => (long)change.OpenedPosition.Prepare);

    // Stores keep a prepared statement a shape.
    private static readonly FrozenDictionary<(bool Balance, bool Held, bool Status), TableShape<AccountChange>> Touched =
        (from balance in new[] { false, true }
         from held in new[] { false, true }
         from status in new[] { false, true }
         select (balance, held, status)).ToFrozenDictionary(touched => touched, touched => Touching(touched.balance, touched.held, touched.status));

    private readonly Dictionary<string, AccountChange> _changes = new(StringComparer.Ordinal);
    private readonly HoldRows _holds = new();

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(Account.StreamPrefix, StringComparison.Ordinal))
        {
            return;
        }

        // Everything that can fail comes before the first change.
        var (happened, metadata, chain) = ((AccountEvent)e.Happened, e.Metadata, e.Chain);
        var figures = AccountFigures.Of(happened);
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

        change.Balance = figures.Balance?.MinorUnits ?? change.Balance;
        change.Held = figures.Held?.MinorUnits ?? change.Held;
        change.Status = figures.Status ?? change.Status;
        change.Revision = e.Recorded.Revision;
        change.Chain = chain;
        change.LastActivityAt = Microseconds.Of(metadata.RecordedAt);
        _holds.Add(happened, id, e.Recorded.Revision, change.LastActivityAt);
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        transaction.Upsert(Opened, [.. _changes.Values.Where(change => change.Opened is not null)]);
        foreach (var alike in _changes.Values.Where(change => change.Opened is null)
            .GroupBy(change => (Balance: change.Balance is not null, Held: change.Held is not null, Status: change.Status is not null)))
        {
            transaction.Update(Touched[alike.Key], [.. alike]);
        }

        _holds.WriteTo(transaction);
    }

    private static TableShape<AccountChange> Touching(bool balance, bool held, bool status)
    {
        var shape = Moving(new("accounts"));
        shape = balance ? shape.Number("balance", change => change.Balance) : shape;
        shape = held ? shape.Number("held", change => change.Held) : shape;
        return status ? shape.Text("status", change => change.Status) : shape;
    }

    private static TableShape<AccountChange> Moving(TableShape<AccountChange> shape) => shape
        .Key("id", change => change.Id)
        .Number("revision", change => change.Revision)
        .Text("chain", change => change.Chain.ToString())
        .Number("last_activity_at", change => change.LastActivityAt);
}
