using Ledger.Api.Matching.Rules;
using Ledger.Domain.Operations;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Matching.Automatic;

/// <summary>
/// Up to where the automatic matcher has looked at everything, as an event now and then. What it says may be old: then some work is done
/// again, to no effect.
/// </summary>
internal sealed class MatcherCheckpoint(IEventStore store, EventSerializer serializer, MatchingRules rules, TimeProvider time)
{
    private const int Every = 10_000;

    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    private readonly OperationsLog _log = new(store, serializer, time, LedgerOperations.MatchingStream);
    private Guid? _written;
    private long _writtenAt = time.GetTimestamp();
    private int _since;

    /// <returns>The transaction, and a position behind it; <see langword="null"/> where nothing was looked at yet.</returns>
    public async Task<(Guid TransactionId, Position Behind)?> FindAsync(CancellationToken cancellationToken)
    {
        if (await _log.FindLastAsync(cancellationToken) is not { Happened: MatcherAdvanced advanced } last)
        {
            return null;
        }

        _written = advanced.TransactionId;
        return (advanced.TransactionId, last.Recorded.Position);
    }

    /// <summary>Writes where it stands, if it has come far enough since it last did, or that is long ago.</summary>
    /// <param name="transactions">How many were looked at since it was last asked.</param>
    public Task AdvanceAsync(Guid? settled, int transactions, CancellationToken cancellationToken)
    {
        _since += transactions;
        return _since >= Every || time.GetElapsedTime(_writtenAt) >= After ? WriteAsync(settled, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Writes where it stands.</summary>
    public async Task WriteAsync(Guid? settled, CancellationToken cancellationToken)
    {
        if (settled is { } transactionId && settled != _written)
        {
            await _log.AppendAsync(new MatcherAdvanced(transactionId, rules.Version), "matching", AutomaticMatches.Actor, cancellationToken);
            _written = settled;
        }

        (_writtenAt, _since) = (time.GetTimestamp(), 0);
    }
}
