using Ledger.EventStore.Port;

namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// An index of the transactions of streams, which may run behind. A mailbox asks it before it reads a stream from the beginning.
/// </summary>
public interface IKnownTransactions
{
    /// <summary>Looks transactions of a stream up. An index that cannot be asked covers nothing; it does not throw.</summary>
    Task<KnownTransactions> FindAsync(StreamName stream, IReadOnlyCollection<Guid> transactionIds, CancellationToken cancellationToken);
}

/// <param name="FirstRevisions">For each transaction that was found, the revision of its first event.</param>
/// <param name="CoveredUpTo">The last revision of the stream that the index has seen; −1 for none. What it did not find is not there up to here.</param>
public sealed record KnownTransactions(IReadOnlyDictionary<Guid, long> FirstRevisions, long CoveredUpTo)
{
    public static KnownTransactions Nothing { get; } = new(new Dictionary<Guid, long>(), -1);
}
