using Ledger.Domain.Operations;
using Ledger.EventStore.Streams;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.TransactionIds;

namespace Ledger.Projections.Rebuilds;

/// <summary>
/// What operators do to projections, in whichever process they ask: it is written where the process that leads finds it.
/// </summary>
public sealed class ProjectionControl(ProjectionHost projections, OperationsLog operations)
{
    /// <summary>All generations of a projection, the oldest first.</summary>
    public Task<IReadOnlyList<Generation>> GenerationsAsync(string projection, CancellationToken cancellationToken)
    {
        var runner = projections[projection];
        return runner.Store.Generations.ListAsync(runner.Projection.Schema, cancellationToken);
    }

    /// <summary>Asks for a new generation.</summary>
    /// <returns>False where one is on its way already.</returns>
    public async Task<bool> RebuildAsync(string projection, OnDifference onDifference, CancellationToken cancellationToken)
    {
        var runner = projections[projection];
        return await runner.Store.Generations.BeginAsync(runner.Projection.Schema, onDifference, cancellationToken) is not null;
    }

    /// <summary>Drops the generation that is on its way.</summary>
    /// <returns>False where there is none.</returns>
    public Task<bool> CancelAsync(string projection, CancellationToken cancellationToken) => WithOneAsync(
        projection,
        generation => generation.State is GenerationState.Building or GenerationState.Candidate,
        (store, schema, generation) => store.DropAsync(schema, generation.Number, cancellationToken),
        cancellationToken);

    /// <summary>Switches to the generation that is on its way, though it differs from the live one.</summary>
    /// <returns>False where there is none that can be switched to.</returns>
    public async Task<bool> SwitchAsync(string projection, CancellationToken cancellationToken)
    {
        var failed = projections[projection].State == ProjectionState.Failed;
        return await WithOneAsync(
            projection,
            generation => generation.State == GenerationState.Candidate || (failed && generation is { State: GenerationState.Building, IsIndexed: true }),
            (store, schema, generation) => failed
                ? store.ReplaceAsync(schema, generation.Number, cancellationToken)
                : store.SwitchAsync(schema, generation.Number, cancellationToken),
            cancellationToken);
    }

    /// <summary>Switches back to the generation that was live before.</summary>
    /// <returns>False where there is none.</returns>
    public Task<bool> RollbackAsync(string projection, CancellationToken cancellationToken) => WithOneAsync(
        projection,
        generation => generation.State == GenerationState.Previous,
        (store, schema, generation) => store.SwitchAsync(schema, generation.Number, cancellationToken),
        cancellationToken);

    /// <summary>Drops the generation that was live before.</summary>
    /// <returns>False where there is none.</returns>
    public Task<bool> DropPreviousAsync(string projection, CancellationToken cancellationToken) => WithOneAsync(
        projection,
        generation => generation.State == GenerationState.Previous,
        (store, schema, generation) => store.DropAsync(schema, generation.Number, cancellationToken),
        cancellationToken);

    /// <summary>Lets a projection that has failed try again.</summary>
    /// <returns>False where it has not failed.</returns>
    public async Task<bool> RetryAsync(string projection, CancellationToken cancellationToken)
    {
        var runner = projections[projection];
        if (await runner.Store.FindFailureAsync(runner.Projection.Schema, cancellationToken) is null)
        {
            return false;
        }

        await runner.Store.ReportAsync(runner.Projection.Schema, null, cancellationToken);
        return true;
    }

    /// <summary>Lets a projection go on without the event it stopped at, for ever, and records it.</summary>
    /// <returns>False where it has not stopped at an event, or cannot do without any.</returns>
    public async Task<bool> SkipAsync(string projection, string reason, string correlationId, string actor, CancellationToken cancellationToken)
    {
        var runner = projections[projection];
        // What a repeated command is answered rests on it.
        if (projection == TransactionIdsProjection.Name
            || await runner.Store.FindFailureAsync(runner.Projection.Schema, cancellationToken) is not { IsOfOneEvent: true } failure)
        {
            return false;
        }

        await operations.AppendAsync(
            new ProjectionEventSkipped(projection, failure.Stream!, failure.Revision!.Value, new(null, new(reason))), correlationId, actor, cancellationToken);
        await runner.Store.ReportAsync(runner.Projection.Schema, null, cancellationToken);
        return true;
    }

    private async Task<bool> WithOneAsync(
        string projection, Func<Generation, bool> which, Func<IGenerationStore, ProjectionSchema, Generation, Task<bool>> action, CancellationToken cancellationToken)
    {
        var runner = projections[projection];
        var found = (await runner.Store.Generations.ListAsync(runner.Projection.Schema, cancellationToken)).LastOrDefault(which);
        return found is not null && await action(runner.Store.Generations, runner.Projection.Schema, found);
    }
}
