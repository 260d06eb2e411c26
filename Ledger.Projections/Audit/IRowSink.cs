namespace Ledger.Projections.Audit;

/// <summary>Takes a row column by column, in the order of its <see cref="AuditedTable"/>.</summary>
internal interface IRowSink
{
    void Add(long? number);

    void Add(string? text);
}

/// <summary>A row as its values.</summary>
internal sealed class RowValues : IRowSink
{
    public List<object?> Values { get; } = [];

    public void Add(long? number) => Values.Add(number);

    public void Add(string? text) => Values.Add(text);
}
