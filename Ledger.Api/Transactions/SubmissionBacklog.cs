using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Ledger.Api.Http.Problems;

namespace Ledger.Api.Transactions;

/// <summary>
/// What this node has taken in and not seen decided yet. It is bounded; what is in it is durable already, in the accounts themselves.
/// </summary>
internal sealed class SubmissionBacklog
{
    private readonly ConcurrentDictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly Channel<string> _accounts = Channel.CreateUnbounded<string>();
    private readonly int _limit;
    private readonly Counter<long> _turnedAway;
    private int _count;

    /// <param name="meter">The meter that its instruments belong to.</param>
    /// <param name="limit">How many may wait.</param>
    public SubmissionBacklog(Meter meter, int limit)
    {
        _limit = limit;
        _turnedAway = meter.CreateCounter<long>("ledger.submissions.turned_away", "{submission}", "Submissions that were refused because too many wait");
        _turnedAway.Add(0);
        meter.CreateObservableGauge("ledger.submissions.waiting", () => Count, "{submission}", "Submitted transactions of this node that are not decided yet");
    }

    public static Problem Full { get; } =
        new(ProblemKind.Overloaded, "Too many submissions wait to be decided. Nothing was or will be written.") { RetryAfter = 1 };

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place; false where there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= _limit)
        {
            return true;
        }

        Leave();
        _turnedAway.Add(1);
        return false;
    }

    public void Leave(int count = 1) => Interlocked.Add(ref _count, -count);

    /// <summary>Says that an account has one more to decide, for which a place was taken.</summary>
    public void Add(string accountId)
    {
        if (_waiting.AddOrUpdate(accountId, 1, static (_, waiting) => waiting + 1) == 1)
        {
            _accounts.Writer.TryWrite(accountId);
        }
    }

    /// <summary>Takes in what another process has left, once however often it is said; it has its place whatever the limit.</summary>
    public void Resume(string accountId)
    {
        if (_waiting.TryAdd(accountId, 1))
        {
            Interlocked.Increment(ref _count);
            _accounts.Writer.TryWrite(accountId);
        }
    }

    /// <summary>The next account that has something to decide, and how much was known of when it was taken.</summary>
    public async Task<(string AccountId, int Count)> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var accountId = await _accounts.Reader.ReadAsync(cancellationToken);
            if (_waiting.TryRemove(accountId, out var count))
            {
                return (accountId, count);
            }
        }
    }
}
