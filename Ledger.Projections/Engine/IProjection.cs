using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Engine;

/// <summary>A read model in the making: its tables, and a fold of events into row changes.</summary>
public interface IProjection
{
    ProjectionSchema Schema { get; }

    /// <summary>Begins to fold a batch. A fold is pure: it reads nothing but the events that it is given.</summary>
    IFold Begin();
}

/// <summary>The row changes that follow from a batch of events: one a touched row, however many events touched it.</summary>
public interface IFold
{
    /// <summary>Takes the next event. Where it throws, the fold is as it was before.</summary>
    void Add(StoredEvent e);

    void WriteTo(IReadModelTransaction transaction);
}
