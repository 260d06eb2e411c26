using System.Collections.Concurrent;
using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Candidates;
using Ledger.Projections.Matching.Decision;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching;

/// <summary>
/// Who of a list of users is named in the description of a payment. In memory; any number of threads may ask while one changes the list.
/// Every change is visible to the questions that begin after it has returned.
/// </summary>
public sealed class UserMatcher : IDisposable
{
    private const double LeastEvidence = -1;
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly UserTable _users = new();
    private readonly SeenWords _seen = new();
    private readonly ConcurrentBag<NameSearch> _searches = [];

    /// <summary>
    /// False where the system has no ICU library: then Latin, Greek, Cyrillic, Hebrew, Arabic, Georgian and Armenian letters are compared with
    /// one another, and names in other scripts only with themselves.
    /// </summary>
    public static bool HasIcu => IcuRomanizer.Available;

    public int Count
    {
        get
        {
            _lock.EnterReadLock();
            try
            {
                return _users.Count;
            }
            finally
            {
                _lock.ExitReadLock();
            }
        }
    }

    /// <summary>Adds a user, or gives a known one another name. A name without letters matches nothing.</summary>
    public void Put(string id, string name) => Change(() => _users.Put(id, name));

    /// <summary>Forgets a user; nothing happens if there is none of that id.</summary>
    public void Remove(string id) => Change(() => _users.Remove(id));

    /// <summary>
    /// Counts the words of a description, to learn which stand in most of them and so name nobody. Optional: without it only words of
    /// payments in general are known. A description counts each time that it is given.
    /// </summary>
    public void ObserveDescription(string description) => Change(() => _seen.Add(description));

    /// <param name="limit">The most users that are returned; the decision rests on all.</param>
    /// <param name="minScore">Users below it are neither returned nor counted, nor decided for.</param>
    public UserMatches Match(string description, int limit, double minScore)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var search = _searches.TryTake(out var idle) ? idle : new NameSearch();
        _lock.EnterReadLock();
        try
        {
            var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
            foreach (var stream in PlainReader.Read(description))
            {
                search.Run(new DescriptionWords(stream, _seen.IsBoilerplate), _users, found);
            }

            _searches.Add(search);
            return Answer.Of(found.Values.Where(candidate => candidate.Fit.Evidence > LeastEvidence), limit, minScore);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private void Change(Action change)
    {
        _lock.EnterWriteLock();
        try
        {
            change();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
