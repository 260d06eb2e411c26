namespace Ledger.Projections.ReadModels;

/// <summary>
/// A column of a read model: a 64-bit integer or text. Times are microseconds since 1970-01-01 UTC, amounts minor units.
/// </summary>
public sealed record TableColumn<TRow>
{
    private TableColumn(string name, Func<TRow, long?>? number, Func<TRow, string?>? text)
    {
        Name = name;
        Number = number;
        Text = text;
    }

    public string Name { get; }

    /// <summary>Takes the value of an integer column; null for a text column.</summary>
    public Func<TRow, long?>? Number { get; }

    /// <summary>Takes the value of a text column; null for an integer column.</summary>
    public Func<TRow, string?>? Text { get; }

    /// <summary>Whether the larger of two values is kept where others add up: in <see cref="IReadModelTransaction.Accumulate"/>.</summary>
    public bool IsMaximum { get; init; }

    internal static TableColumn<TRow> OfNumber(string name, Func<TRow, long?> value) => new(name, value, null);

    internal static TableColumn<TRow> OfText(string name, Func<TRow, string?> value) => new(name, null, value);
}

/// <summary>How rows are written to a table: which columns of it, the key first.</summary>
public sealed class TableShape<TRow>(string table)
{
    private readonly List<TableColumn<TRow>> _columns = [];

    public string Table { get; } = table;

    /// <summary>The columns; the first <see cref="KeyColumns"/> of them are the key.</summary>
    public IReadOnlyList<TableColumn<TRow>> Columns => _columns;

    public int KeyColumns { get; private set; }

    /// <summary>A row's key, to be named in a sentence.</summary>
    public string KeyOf(TRow row) => string.Join(", ", _columns.Take(KeyColumns).Select(column => column.Number is { } number ? $"{number(row)}" : column.Text!(row)));

    public TableShape<TRow> Key(string name, Func<TRow, string?> value)
    {
        _columns.Insert(KeyColumns++, TableColumn<TRow>.OfText(name, value));
        return this;
    }

    public TableShape<TRow> NumberKey(string name, Func<TRow, long> value)
    {
        _columns.Insert(KeyColumns++, TableColumn<TRow>.OfNumber(name, row => value(row)));
        return this;
    }

    public TableShape<TRow> Text(string name, Func<TRow, string?> value)
    {
        _columns.Add(TableColumn<TRow>.OfText(name, value));
        return this;
    }

    public TableShape<TRow> Number(string name, Func<TRow, long?> value)
    {
        _columns.Add(TableColumn<TRow>.OfNumber(name, value));
        return this;
    }

    /// <summary>A number of which rows that are accumulated keep the larger one.</summary>
    public TableShape<TRow> Maximum(string name, Func<TRow, long> value)
    {
        _columns.Add(TableColumn<TRow>.OfNumber(name, row => value(row)) with { IsMaximum = true });
        return this;
    }
}
