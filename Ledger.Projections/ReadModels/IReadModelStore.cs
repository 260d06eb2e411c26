using System.Data.Common;
using Ledger.EventStore.Port;

namespace Ledger.Projections.ReadModels;

/// <summary>Where read models are kept. All of them can be rebuilt from the events, so a store may trade durability for speed, never consistency.</summary>
public interface IReadModelStore
{
    /// <summary>
    /// Makes the tables of a projection where they are not there, or makes them anew where they are of another version, and answers
    /// how far the projection has come.
    /// </summary>
    Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken);

    /// <summary>How far a projection has come; <see langword="null"/> where it is not there in this version. It changes nothing.</summary>
    Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a checkpoint and writes the rows that belong to it, in one transaction.
    /// </summary>
    /// <returns>False where the checkpoint stood elsewhere than at <paramref name="from"/>, or is of another version: another runner is at work, and nothing was written.</returns>
    Task<bool> CommitAsync(
        ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken);

    /// <summary>A connection that cannot write, for queries. The caller disposes of it.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>One state of all tables, to be read at leisure. The caller disposes of it.</summary>
    Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);
}

/// <summary>What a projection writes with. Each row is written once.</summary>
public interface IReadModelTransaction
{
    /// <summary>Inserts rows, or replaces the columns of the shape where the key is there already.</summary>
    void Upsert<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);

    /// <summary>Inserts rows; one whose key is there already stays as it is.</summary>
    void InsertMissing<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);

    /// <summary>Replaces the columns of the shape in rows that are there.</summary>
    /// <exception cref="ReadModelMismatchException">A row is not there.</exception>
    void Update<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);
}

/// <param name="Name">As in the interface: <c>accounts</c>.</param>
/// <param name="Version">Raised whenever the tables or the fold change; the projection then begins anew.</param>
/// <param name="Tables">The tables that are its own.</param>
/// <param name="Statements">What makes them.</param>
public sealed record ProjectionSchema(string Name, int Version, IReadOnlyList<string> Tables, IReadOnlyList<string> Statements);

/// <summary>How far a projection has come, and of which history.</summary>
/// <param name="LedgerId">The ledger whose events were folded; <see langword="null"/> before the first.</param>
/// <param name="LastEvent">The last event that was folded, so that a history that was replaced is noticed.</param>
public sealed record ProjectionCheckpoint(Position Position, Guid? LedgerId, EventMark? LastEvent)
{
    public static ProjectionCheckpoint None { get; } = new(Position.Start, null, null);
}

/// <summary>An event, known by its place and its chain value.</summary>
public sealed record EventMark(string Stream, long Revision, string Chain);

/// <summary>A read model does not agree with the events that are folded into it.</summary>
public sealed class ReadModelMismatchException(string message) : Exception(message);
