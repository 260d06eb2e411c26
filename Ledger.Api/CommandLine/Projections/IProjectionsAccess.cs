using Ledger.Api.Operations;

namespace Ledger.Api.CommandLine.Projections;

/// <summary>Projections as the commands reach them: through a service, or in this process.</summary>
internal interface IProjectionsAccess : IAsyncDisposable
{
    Task<IReadOnlyList<ProjectionAnswer>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Does what a route of projections does, and answers as it.</summary>
    /// <exception cref="Access.RefusedException">It cannot be done; the message says why.</exception>
    Task<ProjectionAnswer> ActAsync(string name, ProjectionAction action, string? argument, CancellationToken cancellationToken);
}

internal enum ProjectionAction
{
    /// <summary>The argument is <c>stop</c> or <c>switch</c>.</summary>
    Rebuild,
    Cancel,
    Switch,
    Rollback,
    Retry,

    /// <summary>The argument is the reason.</summary>
    Skip,
    Drop,
}
