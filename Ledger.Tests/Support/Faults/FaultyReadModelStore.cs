using System.Data.Common;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Support.Faults;

/// <summary>Read models in front of others, whose commits fail as they are told.</summary>
internal sealed class FaultyReadModelStore(IReadModelStore inner) : IReadModelStore
{
    /// <summary>What happens before a commit of a projection; an exception keeps it from being written.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>What happens after a commit; an exception loses the answer.</summary>
    public Action<string>? After { get; set; }

    public Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        inner.PrepareAsync(schema, cancellationToken);

    public Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        inner.FindAsync(schema, cancellationToken);

    public async Task<bool> CommitAsync(
        ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken)
    {
        Before?.Invoke(schema.Name);
        var moved = await inner.CommitAsync(schema, from, to, write, cancellationToken);
        After?.Invoke(schema.Name);
        return moved;
    }

    public IGenerationStore Generations => inner.Generations;

    public ITermIndex Terms => inner.Terms;

    public Task ReportAsync(ProjectionSchema schema, ProjectionFailure? failure, CancellationToken cancellationToken) =>
        inner.ReportAsync(schema, failure, cancellationToken);

    public Task<ProjectionFailure?> FindFailureAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        inner.FindFailureAsync(schema, cancellationToken);

    public Task<IProjectorLock?> TryLeadAsync(CancellationToken cancellationToken) => inner.TryLeadAsync(cancellationToken);

    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => inner.OpenSnapshotAsync(cancellationToken);
}
