namespace Ledger.EventStore.Mailboxes;

/// <summary>The bounds of mailboxes.</summary>
public sealed record MailboxOptions
{
    /// <summary>How many orders may wait in one mailbox; one more is answered as overloaded.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>How many orders are decided into one append at most.</summary>
    public int MaxBatch { get; init; } = 500;

    /// <summary>How many mailboxes are kept; beyond that, idle ones are dropped.</summary>
    public int MaxMailboxes { get; init; } = 50_000;

    /// <summary>Every which event of a stream closes its books.</summary>
    public int CloseBooksEvery { get; init; } = 500;

    /// <summary>How often an order is decided anew because another writer was faster.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>How long callers wait for an append of unknown outcome to be settled, before they are told that it is unknown.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(2);
}
