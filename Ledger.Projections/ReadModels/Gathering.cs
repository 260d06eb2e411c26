namespace Ledger.Projections.ReadModels;

/// <summary>How rows of one table add up to rows of another of the same projection, in SQL that both dialects have.</summary>
/// <param name="target">The table of the sums.</param>
/// <param name="source">The table whose rows are added up.</param>
/// <param name="key">The text column by which rows of the source are named.</param>
/// <param name="where">Which of them count.</param>
public sealed class Gathering(string target, string source, string key, string where)
{
    private readonly List<GatheredColumn> _columns = [];

    public string Target { get; } = target;

    public string Source { get; } = source;

    public string SourceKey { get; } = key;

    public string Where { get; } = where;

    /// <summary>The columns; the first <see cref="KeyColumns"/> of them are the target's key.</summary>
    public IReadOnlyList<GatheredColumn> Columns => _columns;

    public int KeyColumns { get; private set; }

    /// <summary>A column of the target's key. All of them come first.</summary>
    /// <param name="sql">Over the source's columns.</param>
    public Gathering Key(string name, string sql)
    {
        KeyColumns++;
        _columns.Add(new(name, sql, IsMaximum: false));
        return this;
    }

    /// <inheritdoc cref="Key"/>
    public Gathering Sum(string name, string sql)
    {
        _columns.Add(new(name, sql, IsMaximum: false));
        return this;
    }

    /// <inheritdoc cref="Key"/>
    public Gathering Maximum(string name, string sql)
    {
        _columns.Add(new(name, sql, IsMaximum: true));
        return this;
    }
}

public sealed record GatheredColumn(string Name, string Sql, bool IsMaximum);
