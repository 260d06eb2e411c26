namespace Ledger.Api.Http;

/// <summary>A page of a list, the newest first.</summary>
/// <param name="Items">What stands on it.</param>
/// <param name="Next">The cursor of the next page; <see langword="null"/> on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Makes a page of rows that were asked for with one more than the limit, to know whether there are more.</summary>
    public static Page<T> Of<TRow>(IReadOnlyList<TRow> rows, int limit, Func<TRow, T> item, Func<TRow, string> cursor) =>
        new([.. rows.Take(limit).Select(item)], rows.Count > limit ? cursor(rows[limit - 1]) : null);
}
