using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Projections.Engine;
using Ledger.Projections.Rebuilds;

namespace Ledger.Api.Operations;

/// <summary>Everything about projections that operators see.</summary>
internal sealed class ProjectionReports(ProjectionHost projections, ProjectionControl control, RebuildHost rebuilds, LedgerPositions positions)
{
    public async Task<IReadOnlyList<ProjectionAnswer>> AllAsync(CancellationToken cancellationToken)
    {
        var answers = new List<ProjectionAnswer>();
        foreach (var status in await projections.StatusAsync(cancellationToken))
        {
            answers.Add(ProjectionAnswer.Of(
                status,
                await control.GenerationsAsync(status.Name, cancellationToken),
                await rebuilds.StatusAsync(status.Name, cancellationToken),
                positions));
        }

        return answers;
    }

    /// <exception cref="ProblemException">There is no such projection.</exception>
    public async Task<ProjectionAnswer> OneAsync(string name, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        return all.FirstOrDefault(answer => answer.Name == name) ?? throw new ProblemException(
            new(ProblemKind.ProjectionNotFound, $"The projections are {string.Join(", ", all.Select(answer => answer.Name))}."));
    }
}
