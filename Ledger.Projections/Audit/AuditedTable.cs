using System.Data.Common;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>A table of the read models, and every column of it in the order in which rows are compared.</summary>
/// <param name="Personal">Columns that hold what a person wrote: a finding names them and does not show them.</param>
internal sealed record AuditedTable(string Name, IReadOnlyList<string> Columns, params string[] Personal)
{
    public static AuditedTable Accounts { get; } = new("accounts",
    [
        "id", "owner_id", "currency", "status", "overdraft_limit", "opened_at", "commit_position", "prepare_position", "balance", "held", "revision",
        "chain", "last_activity_at",
    ]);

    public static AuditedTable Transactions { get; } = new("transactions",
    [
        "id", "account_id", "type", "status", "currency", "amount", "balance_after", "decline_reason", "description", "reference", "metadata",
        "effective_at", "recorded_at", "revision", "commit_position", "prepare_position", "transfer_id", "hold_id", "reversal_of",
        // What later events mark stands last: TransactionRowHash counts on it.
        "reversed_by", "conversion_currency", "conversion_amount", "conversion_rate", "conversion_date", "conversion_source",
    ], "description", "reference", "metadata");

    public static AuditedTable Holds { get; } = new("holds",
    [
        "id", "account_id", "status", "currency", "amount", "expires_at", "captured_amount", "transaction_id", "description", "placed_at", "revision",
    ], "description");

    public static AuditedTable Transfers { get; } = new("transfers",
    [
        "id", "from_account_id", "to_account_id", "status", "currency", "amount", "credit_transaction_id", "reason", "is_settled", "started_at",
        "revision",
    ]);

    public static AuditedTable TransactionIds { get; } = new("transaction_ids", ["stream", "transaction_id", "first_revision"]);

    public static AuditedTable Coverage { get; } = new("transaction_id_coverage", ["stream", "revision"]);

    public static AuditedTable Closings { get; } = new("closings", ["account_id", "revision", "recorded_at"]);

    public static AuditedTable Search { get; } = new(
        "transaction_search", ["commit_position", "prepare_position", "account_id", "revision", "terms"], "terms");

    public static AuditedTable Users { get; } = new("users",
    [
        "id", "status", "name", "folded_name", "revision", "changed_at", "commit_position", "prepare_position", "changed_commit", "changed_prepare",
    ], "name", "folded_name");

    public static AuditedTable Matches { get; } = new("matches",
    [
        "id", "account_id", "transaction_id", "is_proposal", "user_id", "tolerance", "method", "rule", "score", "evidence", "recorded_at",
        "revision", "commit_position", "prepare_position",
    ], "evidence");

    public static AuditedTable MatchMembers { get; } = new("match_members", ["match_id", "transaction_id", "account_id", "member_account_id", "revision"]);

    public static AuditedTable MatchSteps { get; } = new(
        "match_steps", ["match_id", "step", "account_id", "reason", "recorded_at", "revision"], "reason");

    /// <summary>Not compared row by row: see <see cref="DayNetSum"/>.</summary>
    public static AuditedTable DailyNets { get; } = new("daily_nets", ["account_id", "day", "net"]);

    /// <summary>Compared with the rows of <c>transactions</c>, which are compared with the events: see <see cref="SlotPass"/>.</summary>
    public static AuditedTable Slots { get; } = new("transaction_slots",
    [
        "account_id", "slot", "currency", "is_converted", "count", "in_billions", "in_rest", "out_billions", "out_rest", "largest", "reversed",
    ]);

    /// <inheritdoc cref="Slots"/>
    public static AuditedTable Totals { get; } = new("transaction_totals", ["currency", "type", "status", "is_transfer", "count", "billions", "rest"]);

    public static IReadOnlyList<AuditedTable> All { get; } =
    [
        Accounts, Holds, Transactions, Transfers, TransactionIds, Coverage, Closings, Search, Users, Matches, MatchMembers, MatchSteps,
    ];

    public string Select { get; } = $"SELECT {string.Join(", ", Columns)} FROM {Name}";

    private readonly int _count = Columns.Count;

    public int IndexOf(string column) => Columns.ToList().IndexOf(column);

    /// <summary>Takes the reader's row as it is, whatever type a value has: a number in place of a text is a difference, too.</summary>
    public void Read(DbDataReader reader, IRowSink row)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            switch (reader.GetValue(i))
            {
                case long number:
                    row.Add(number);
                    break;
                case string text:
                    row.Add(text);
                    break;
                case DBNull:
                    row.Add((string?)null);
                    break;
                case int number:
                    row.Add((long)number);
                    break;
                case var other:
                    row.AddForeign($"{other.GetType().Name} {other}");
                    break;
            }
        }
    }

    /// <inheritdoc cref="Read(DbDataReader,IRowSink)"/>
    public void Read(IRowCursor cursor, IRowSink row)
    {
        for (var i = 0; i < _count; i++)
        {
            Read(cursor, i, row);
        }
    }

    public static void Read(IRowCursor cursor, int column, IRowSink row)
    {
        switch (cursor.KindOf(column))
        {
            case ValueKind.Number:
                row.Add(cursor.GetNumber(column));
                break;
            case ValueKind.Text:
                row.AddUtf8(cursor.GetUtf8(column));
                break;
            case ValueKind.Nothing:
                row.Add((string?)null);
                break;
            default:
                row.AddForeign(cursor.GetForeign(column));
                break;
        }
    }

    /// <summary>What a row says, and what the events say, for each column in which they differ.</summary>
    public string Difference(RowValues row, RowValues expected) => string.Join("; ", Columns
        .Select((column, i) => (Column: column, Row: row.Values[i], Expected: expected.Values[i]))
        .Where(value => !Equals(value.Row, value.Expected))
        .Select(value => Personal.Contains(value.Column)
            ? $"{value.Column} differs"
            : $"{value.Column} is {Text(value.Row)}, the events say {Text(value.Expected)}"));

    private static string Text(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{(text.Length > 80 ? text[..80] + "…" : text)}'",
        _ => $"{value}",
    };
}
