namespace Ledger.Projections.ReadModels;

/// <param name="Name">As in the interface: <c>accounts</c>.</param>
/// <param name="Version">Raised whenever the tables or the fold change; the projection then begins anew.</param>
/// <param name="Tables">The tables that are its own.</param>
public sealed record ProjectionSchema(string Name, int Version, IReadOnlyList<TableSchema> Tables);

/// <summary>A table, as every store makes it: 64-bit integers, and text that compares bytewise.</summary>
/// <param name="name">As queries have it.</param>
/// <param name="stream">An SQL expression over the columns that gives the stream a row comes from.</param>
public sealed class TableSchema(string name, string stream)
{
    private readonly List<ColumnSchema> _columns = [];
    private readonly List<IndexSchema> _indexes = [];

    public string Name { get; } = name;

    public string Stream { get; } = stream;

    public IReadOnlyList<ColumnSchema> Columns => _columns;

    public IEnumerable<ColumnSchema> Key => _columns.Where(column => column.IsKey);

    public IReadOnlyList<IndexSchema> Indexes => _indexes;

    /// <summary>The column of terms; <see langword="null"/> where there is none.</summary>
    public string? Terms { get; private set; }

    public TableSchema WithKey(string column) => With(new(column, IsText: true, IsNullable: false, IsKey: true));

    public TableSchema WithNumberKey(string column) => With(new(column, IsText: false, IsNullable: false, IsKey: true));

    public TableSchema WithText(string column, bool nullable = false) => With(new(column, IsText: true, nullable, IsKey: false));

    public TableSchema WithNumber(string column, bool nullable = false) => With(new(column, IsText: false, nullable, IsKey: false));

    /// <summary>An index that queries need and writes do not; a new generation gets it when it is loaded.</summary>
    public TableSchema WithIndex(string index, params string[] columns)
    {
        _indexes.Add(new(index, columns));
        return this;
    }

    /// <summary>
    /// The same of those rows alone that a condition over the columns holds for; a query has to state it in the same words, or compare a
    /// column with something that the condition says is there.
    /// </summary>
    public TableSchema WithIndexWhere(string condition, string index, params string[] columns)
    {
        _indexes.Add(new(index, columns) { Condition = condition });
        return this;
    }

    /// <summary>A text of terms with a blank between them, which the store indexes for <see cref="ITermIndex"/>; a table has one at most.</summary>
    public TableSchema WithTerms(string column)
    {
        Terms = column;
        return WithText(column);
    }

    private TableSchema With(ColumnSchema column)
    {
        _columns.Add(column);
        return this;
    }
}

public sealed record ColumnSchema(string Name, bool IsText, bool IsNullable, bool IsKey);

public sealed record IndexSchema(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Which rows are in it; <see langword="null"/> for all.</summary>
    public string? Condition { get; init; }
}
