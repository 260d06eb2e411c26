namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>Something that was made with some trouble, kept until it is forgotten. However many ask at once, it is made once.</summary>
internal sealed class Kept<T>(Func<Task<T>> make)
    where T : class
{
    private readonly Lock _gate = new();
    private Task<T>? _kept;

    /// <summary>What is kept, or a new one. Errors are those of making it; the next who asks tries again.</summary>
    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> kept;
        lock (_gate)
        {
            if (_kept is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // It is nobody's own: it does not end because the first who asked goes away.
                _kept = make();
            }

            kept = _kept;
        }

        return kept.IsCompletedSuccessfully ? kept : kept.WaitAsync(cancellationToken);
    }

    public void Set(T value)
    {
        lock (_gate)
        {
            _kept = Task.FromResult(value);
        }
    }

    /// <summary>Forgets a thing, if it is still the one that is kept.</summary>
    public bool Forget(T value)
    {
        lock (_gate)
        {
            if (_kept is not { IsCompletedSuccessfully: true, Result: var known } || !ReferenceEquals(known, value))
            {
                return false;
            }

            _kept = null;
            return true;
        }
    }

    /// <summary>What is kept now, if anything; afterwards nothing is.</summary>
    public Task<T>? Take()
    {
        lock (_gate)
        {
            var kept = _kept;
            _kept = null;
            return kept;
        }
    }
}
