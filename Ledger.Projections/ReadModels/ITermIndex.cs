using System.Data.Common;

namespace Ledger.Projections.ReadModels;

/// <summary>
/// How a store finds the rows of a table by its terms (<see cref="TableSchema.WithTerms"/>), the newest first: what a query is put together
/// from. Its parameters are <c>@terms</c>, and <c>@commit</c> and <c>@prepare</c> for a place in the log.
/// </summary>
public interface ITermIndex
{
    /// <summary>A connection for such queries. The caller disposes of it.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>What stands behind FROM: the rows as <c>s</c>.</summary>
    string From(TableSchema table);

    /// <summary>What follows: the row of another table of the same event, as <paramref name="alias"/>.</summary>
    string JoinEvent(string table, string alias);

    /// <summary>The row has all terms.</summary>
    string HasTerms(TableSchema table);

    /// <summary>The row is of an event before the place.</summary>
    string Before(TableSchema table);

    /// <summary>What stands behind ORDER BY.</summary>
    string NewestFirst { get; }

    /// <summary>The value of <c>@terms</c>.</summary>
    string ToText(IEnumerable<string> terms);
}
