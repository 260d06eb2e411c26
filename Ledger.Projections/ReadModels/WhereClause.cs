namespace Ledger.Projections.ReadModels;

/// <summary>Conditions that hold only where their value is given. Values travel as parameters, never in the text.</summary>
internal sealed class WhereClause
{
    /// <summary>Keyset paging: what stands before a place in the log.</summary>
    public const string Before = "(commit_position, prepare_position) < (@commit, @prepare)";

    public const string NewestFirst = "ORDER BY commit_position DESC, prepare_position DESC LIMIT @limit";

    private readonly List<string> _conditions = [];

    public WhereClause And(object? value, string condition)
    {
        if (value is not null)
        {
            _conditions.Add(condition);
        }

        return this;
    }

    public override string ToString() => _conditions.Count == 0 ? string.Empty : $"WHERE {string.Join(" AND ", _conditions)}";
}
