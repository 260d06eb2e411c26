using System.Data.Common;
using Ledger.EventStore.Port;

namespace Ledger.Projections.ReadModels;

/// <summary>
/// Where read models are kept. All of them can be rebuilt from the events, so a store may trade durability for speed, never consistency.
/// Every table is kept in generations; queries see the live one under the table's own name, which is a view of it.
/// </summary>
public interface IReadModelStore
{
    /// <summary>Generations that are built beside the live one.</summary>
    IGenerationStore Generations { get; }

    /// <summary>How rows are found by their terms.</summary>
    ITermIndex Terms { get; }

    /// <summary>
    /// Makes the live generation of a projection where there is none, or makes it anew where it is of another version, and answers how
    /// far it has come.
    /// </summary>
    Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken);

    /// <summary>How far the live generation has come; <see langword="null"/> where it is not there in this version. It changes nothing.</summary>
    Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the checkpoint of the live generation, and of those that go along with it, and writes the rows that belong to it to each
    /// of them, in one transaction.
    /// </summary>
    /// <param name="write">Is called once for each of these generations.</param>
    /// <returns>False where the live checkpoint stood elsewhere than at <paramref name="from"/>, or is of another version, or another process leads: nothing was written.</returns>
    Task<bool> CommitAsync(
        ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken);

    /// <summary>Remembers why a projection does not go on, for every process to see; or that it is to go on again.</summary>
    Task ReportAsync(ProjectionSchema schema, ProjectionFailure? failure, CancellationToken cancellationToken);

    /// <summary>Why a projection does not go on; <see langword="null"/> where it does.</summary>
    Task<ProjectionFailure?> FindFailureAsync(ProjectionSchema schema, CancellationToken cancellationToken);

    /// <summary>A connection that cannot write, for queries. The caller disposes of it.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>One state of all tables, to be read at leisure. The caller disposes of it.</summary>
    Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Becomes the one process that writes. From then on nothing that an earlier one commits is written.
    /// </summary>
    /// <returns><see langword="null"/> where another process is that.</returns>
    Task<IProjectorLock?> TryLeadAsync(CancellationToken cancellationToken);
}

/// <summary>The right to write read models, until it is given back or lost.</summary>
public interface IProjectorLock : IAsyncDisposable
{
    /// <summary>Is cancelled when the right is noticed to be lost.</summary>
    CancellationToken Lost { get; }
}

/// <summary>What a projection writes with. Each row is written once.</summary>
public interface IReadModelTransaction
{
    /// <summary>Inserts rows, or replaces the columns of the shape where the key is there already.</summary>
    void Upsert<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);

    /// <summary>Inserts rows; one whose key is there already stays as it is.</summary>
    void InsertMissing<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);

    /// <summary>
    /// Inserts rows, or adds the numbers of the shape to those of the row where the key is there already; of a maximum the larger one stays.
    /// </summary>
    void Accumulate<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);

    /// <summary>Replaces the columns of the shape in rows that are there.</summary>
    /// <exception cref="ReadModelMismatchException">A row is not there.</exception>
    void Update<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows);

    /// <summary>
    /// Adds what some rows of one table come to, as they are at this point of the transaction, to rows of another, or takes it away. So
    /// figures follow a change of rows that the fold does not hold: they are taken away before it and added after it.
    /// </summary>
    /// <param name="keys">Of the rows of the source, each once; one that is not there counts nothing.</param>
    /// <param name="isAdded">False takes away; a maximum stays as it is then.</param>
    void Gather(Gathering gathering, IReadOnlyCollection<string> keys, bool isAdded);
}

/// <summary>A read model does not agree with the events that are folded into it.</summary>
public sealed class ReadModelMismatchException(string message) : Exception(message);
