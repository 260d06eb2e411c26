using Ledger.EventStore.Port;

namespace Ledger.Projections.ReadModels;

/// <summary>
/// Generations of a projection's tables beside the live one: begun, loaded, indexed, joined, compared, switched to, dropped. Each step
/// is one transaction, and can be taken again after a crash.
/// </summary>
public interface IGenerationStore
{
    /// <summary>All generations of a projection, the oldest first.</summary>
    Task<IReadOnlyList<Generation>> ListAsync(ProjectionSchema schema, CancellationToken cancellationToken);

    /// <summary>Makes the empty tables of a new generation.</summary>
    /// <returns>Its number; <see langword="null"/> where one is being built already.</returns>
    Task<int?> BeginAsync(ProjectionSchema schema, OnDifference onDifference, CancellationToken cancellationToken);

    /// <summary>Writes rows to a generation that is being built, and moves its checkpoint, in one transaction.</summary>
    /// <param name="events">How many events the rows come from.</param>
    /// <param name="progress">How far it is then, for every process to see; <see langword="null"/> leaves what was said before.</param>
    /// <returns>False where its checkpoint stood elsewhere, or it is not being built any more; nothing was written.</returns>
    Task<bool> LoadAsync(
        ProjectionSchema schema,
        int generation,
        Position from,
        ProjectionCheckpoint to,
        long events,
        string? progress,
        Action<IReadModelTransaction> write,
        CancellationToken cancellationToken);

    /// <summary>
    /// Remembers how far a generation that is on its way has come, for every process to see. Where another process leads by now, nothing
    /// is written.
    /// </summary>
    Task NoteAsync(ProjectionSchema schema, int generation, string progress, CancellationToken cancellationToken);

    /// <summary>Makes the indexes of a generation that was loaded without them.</summary>
    Task IndexAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken);

    /// <summary>Lets a generation go along with the live one from here on, if it stands at the same position.</summary>
    Task<bool> TryJoinAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken);

    /// <summary>Compares every row of a generation that goes along with the live one's, both as of one moment.</summary>
    /// <param name="rows">How many differing rows are told at most.</param>
    Task<GenerationComparison> CompareAsync(ProjectionSchema schema, int generation, int rows, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a generation that goes along the live one. The one that was live goes along from then on; an older one of that kind is dropped.
    /// </summary>
    /// <returns>False where it does not go along, or not at the live one's position.</returns>
    Task<bool> SwitchAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a loaded generation live in place of one that cannot go on, wherever that stands; that one is dropped, since it cannot go along,
    /// and with it what was reported of it.
    /// </summary>
    /// <returns>False where it is not loaded and indexed.</returns>
    Task<bool> ReplaceAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken);

    /// <summary>Removes a generation that is not live.</summary>
    /// <returns>False where it is live, or not there.</returns>
    Task<bool> DropAsync(ProjectionSchema schema, int generation, CancellationToken cancellationToken);
}
