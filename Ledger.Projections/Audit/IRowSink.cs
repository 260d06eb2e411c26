using System.Text;

namespace Ledger.Projections.Audit;

/// <summary>Takes a row column by column, in the order of its <see cref="AuditedTable"/>.</summary>
internal interface IRowSink
{
    void Add(long? number);

    void Add(string? text);

    void Add(ReadOnlySpan<char> text);

    /// <summary>An id as the read models hold it: a text of 36 characters.</summary>
    void Add(Guid? id);

    /// <summary>A text that is UTF-8 already.</summary>
    void AddUtf8(ReadOnlySpan<byte> text);

    /// <summary>A value that is neither number nor text, which no event ever leads to.</summary>
    void AddForeign(string value);
}

/// <summary>A row as its values.</summary>
internal sealed class RowValues : IRowSink
{
    public List<object?> Values { get; } = [];

    public void Add(long? number) => Values.Add(number);

    public void Add(string? text) => Values.Add(text);

    public void Add(ReadOnlySpan<char> text) => Values.Add(text.ToString());

    public void Add(Guid? id) => Values.Add(id?.ToString("D"));

    public void AddUtf8(ReadOnlySpan<byte> text) => Values.Add(Encoding.UTF8.GetString(text));

    public void AddForeign(string value) => Values.Add(new ForeignValue(value));

    /// <summary>Equal to no text, whatever it looks like.</summary>
    private sealed record ForeignValue(string Value)
    {
        public override string ToString() => Value;
    }
}
