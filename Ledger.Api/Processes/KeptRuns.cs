namespace Ledger.Api.Processes;

/// <summary>A piece of work that somebody began and asks about later.</summary>
internal interface IRun
{
    Guid Id { get; }

    bool IsUnderWay { get; }
}

/// <summary>
/// Work that goes on after the request that began it: what is under way, and the last that ended. It is kept in memory, since each piece
/// can be done again.
/// </summary>
/// <param name="kept">How many that ended are kept.</param>
internal sealed class KeptRuns<TRun>(int kept) : IDisposable
    where TRun : class, IRun
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<TRun> _all = [];
    private readonly List<Task> _running = [];

    /// <summary>Begins one.</summary>
    /// <param name="mayBegin">Whether it may, beside those that are under way.</param>
    /// <param name="run">Carries it out and ends it, whatever happens; it throws nothing.</param>
    /// <returns><see langword="null"/> where it may not.</returns>
    public TRun? TryBegin(Func<IEnumerable<TRun>, bool> mayBegin, Func<TRun> make, Func<TRun, CancellationToken, Task> run)
    {
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested || !mayBegin(_all.Where(other => other.IsUnderWay)))
            {
                return null;
            }

            var begun = make();
            _all.Add(begun);
            var tooMany = _all.Count(other => !other.IsUnderWay) - kept;
            _all.RemoveAll(other => !other.IsUnderWay && tooMany-- > 0);
            _running.RemoveAll(task => task.IsCompleted);
            var stopping = _stopping.Token;
            _running.Add(Task.Run(() => run(begun, stopping), CancellationToken.None));
            return begun;
        }
    }

    public TRun? Find(Guid id)
    {
        lock (_gate)
        {
            return _all.Find(run => run.Id == id);
        }
    }

    /// <summary>What is under way ends as not carried out, before its stores are closed.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    public void Dispose() => _stopping.Dispose();
}
