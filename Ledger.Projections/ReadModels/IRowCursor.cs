namespace Ledger.Projections.ReadModels;

/// <summary>What a value of a row is, as the store holds it.</summary>
public enum ValueKind
{
    Nothing,
    Number,
    Text,

    /// <summary>Neither an integer nor text: no projection writes such.</summary>
    Foreign,
}

/// <summary>
/// The rows of one question, one after another, for whoever reads a whole table: values are taken as they are stored, without an
/// object for each.
/// </summary>
public interface IRowCursor : IAsyncDisposable
{
    /// <summary>Goes to the next row; false at the end.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Of a column, counted from zero, in the row that was read last.</summary>
    ValueKind KindOf(int column);

    /// <summary>A value that is a number.</summary>
    long GetNumber(int column);

    /// <summary>A value that is text, as UTF-8; it is good until the next call.</summary>
    ReadOnlySpan<byte> GetUtf8(int column);

    /// <summary>A value of another type, with the name of the type.</summary>
    string GetForeign(int column);
}
