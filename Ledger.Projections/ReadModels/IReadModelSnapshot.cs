using System.Data.Common;
using Ledger.EventStore.Port;

namespace Ledger.Projections.ReadModels;

/// <summary>
/// One state of all tables, whatever is written meanwhile, for as long as it is held. Holding it costs the store room for what has
/// been overwritten since, so it is not held longer than a comparison takes.
/// </summary>
public interface IReadModelSnapshot : IAsyncDisposable
{
    /// <summary>A connection inside the snapshot's read transaction. It answers one question at a time.</summary>
    DbConnection Connection { get; }

    /// <summary>Asks a question of many rows, in the snapshot's transaction. Nothing else is asked before the cursor is disposed of.</summary>
    Task<IRowCursor> OpenCursorAsync(string sql, CancellationToken cancellationToken);

    /// <summary>How far a projection had come; <see langword="null"/> where it is not there. Its rows are exactly of this position.</summary>
    Position? PositionOf(string projection);
}
