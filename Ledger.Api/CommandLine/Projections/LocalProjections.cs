using System.Diagnostics.CodeAnalysis;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Http.Problems;
using Ledger.Api.Operations;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;

namespace Ledger.Api.CommandLine.Projections;

/// <summary>The projections of stores that this process has opened: it follows the events for as long as the command runs.</summary>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "The container that made them disposes of them.")]
internal sealed class LocalProjections(IServiceProvider services) : IProjectionsAccess
{
    private const string Actor = "command-line";

    private readonly ProjectionHost _projections = services.GetRequiredService<ProjectionHost>();
    private readonly RebuildHost _rebuilds = services.GetRequiredService<RebuildHost>();
    private readonly ProjectionReports _reports = services.GetRequiredService<ProjectionReports>();
    private readonly ProjectionControl _control = services.GetRequiredService<ProjectionControl>();

    public static async Task<LocalProjections> StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var local = new LocalProjections(services);
        await local._projections.StartAsync(cancellationToken);
        await local._rebuilds.StartAsync(cancellationToken);
        return local;
    }

    public Task<IReadOnlyList<ProjectionAnswer>> ListAsync(CancellationToken cancellationToken) => _reports.AllAsync(cancellationToken);

    public async Task<ProjectionAnswer> ActAsync(string name, ProjectionAction action, string? argument, CancellationToken cancellationToken)
    {
        try
        {
            await _reports.OneAsync(name, cancellationToken);
            return await DoAsync(name, action, argument, cancellationToken)
                ? await _reports.OneAsync(name, cancellationToken)
                : throw new RefusedException($"Projection {name} is not in the state for this.");
        }
        catch (ProblemException e)
        {
            throw new RefusedException(e.Problem.Detail);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _rebuilds.StopAsync(CancellationToken.None);
        await _projections.StopAsync(CancellationToken.None);
    }

    private Task<bool> DoAsync(string name, ProjectionAction action, string? argument, CancellationToken cancellationToken) => action switch
    {
        ProjectionAction.Rebuild => _control.RebuildAsync(
            name, argument == "switch" ? OnDifference.Switch : OnDifference.Stop, cancellationToken),
        ProjectionAction.Cancel => _control.CancelAsync(name, cancellationToken),
        ProjectionAction.Switch => _control.SwitchAsync(name, cancellationToken),
        ProjectionAction.Rollback => _control.RollbackAsync(name, cancellationToken),
        ProjectionAction.Retry => _control.RetryAsync(name, cancellationToken),
        ProjectionAction.Skip => _control.SkipAsync(name, argument!, Guid.NewGuid().ToString("N"), Actor, cancellationToken),
        _ => _control.DropPreviousAsync(name, cancellationToken),
    };
}
