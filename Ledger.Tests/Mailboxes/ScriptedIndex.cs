using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Mailboxes;

/// <summary>An index of transactions that says what it was told to say, true or not.</summary>
internal sealed class ScriptedIndex : IKnownTransactions
{
    public Dictionary<Guid, long> Revisions { get; } = [];

    public long CoveredUpTo { get; set; } = -1;

    public int Asked { get; private set; }

    public Task<KnownTransactions> FindAsync(
        StreamName stream, IReadOnlyCollection<Guid> transactionIds, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(new KnownTransactions(
            Revisions.Where(entry => transactionIds.Contains(entry.Key)).ToDictionary(), CoveredUpTo));
    }
}
