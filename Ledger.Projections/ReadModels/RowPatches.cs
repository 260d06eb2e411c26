using System.Collections.Concurrent;

namespace Ledger.Projections.ReadModels;

/// <summary>
/// What a batch does to the rows of a table whose columns come from different events: for each row the columns that were touched, and
/// whether the row is new. Each row is written once.
/// </summary>
internal sealed class RowPatches(string table, string key)
{
    // Stores keep a prepared statement a shape.
    private static readonly ConcurrentDictionary<(string Table, string Columns), TableShape<RowPatch>> Shapes = new();

    private readonly Dictionary<string, RowPatch> _rows = new(StringComparer.Ordinal);

    /// <summary>The keys of the rows that are touched.</summary>
    public IEnumerable<string> Ids => _rows.Keys;

    /// <summary>The patch of a row; <see langword="null"/> where it is not touched.</summary>
    public RowPatch? Find(string id) => _rows.GetValueOrDefault(id);

    /// <summary>The patch of a row.</summary>
    /// <param name="id">The value of its key.</param>
    /// <param name="isNew">Whether the row comes to be with it; then every column that must have a value is to be set.</param>
    public RowPatch Of(string id, bool isNew = false)
    {
        if (!_rows.TryGetValue(id, out var patch))
        {
            _rows.Add(id, patch = new(id));
        }

        patch.IsNew |= isNew;
        return patch;
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        foreach (var alike in _rows.Values.GroupBy(row => (row.IsNew, Columns: string.Join(',', row.Columns))))
        {
            var shape = Shapes.GetOrAdd((table, alike.Key.Columns), _ => ShapeOf(alike.First()));
            if (alike.Key.IsNew)
            {
                transaction.Upsert(shape, [.. alike]);
            }
            else
            {
                transaction.Update(shape, [.. alike]);
            }
        }
    }

    private TableShape<RowPatch> ShapeOf(RowPatch patch)
    {
        var shape = new TableShape<RowPatch>(table).Key(key, row => row.Id);
        foreach (var (column, value) in patch.Values)
        {
            shape = value.IsText ? shape.Text(column, row => row.Values[column].Text) : shape.Number(column, row => row.Values[column].Number);
        }

        return shape;
    }
}

/// <summary>The touched columns of one row.</summary>
internal sealed class RowPatch(string id)
{
    public string Id { get; } = id;

    public bool IsNew { get; set; }

    public SortedDictionary<string, (bool IsText, string? Text, long? Number)> Values { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Columns => Values.Keys;

    public RowPatch Text(string column, string? value)
    {
        Values[column] = (true, value, null);
        return this;
    }

    public RowPatch Number(string column, long? value)
    {
        Values[column] = (false, null, value);
        return this;
    }
}
