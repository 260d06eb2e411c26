using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections;

/// <summary>A projection as a later release has it: the same tables, another version.</summary>
internal sealed class OtherVersion(IProjection projection) : IProjection
{
    public ProjectionSchema Schema { get; } = projection.Schema with { Version = projection.Schema.Version + 1 };

    public IFold Begin() => projection.Begin();
}
