using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Projections.Matches;
using Ledger.Projections.ReadModels;

namespace Ledger.Api.Transactions;

/// <param name="Status"><c>recorded</c>, <c>proposed</c> or <c>undone</c>.</param>
/// <param name="TransactionId">The transaction that it is recorded with.</param>
/// <param name="AccountId">The account in whose history it stands.</param>
/// <param name="Transactions">The other transactions, where it is no user.</param>
/// <param name="Method">How it was found: <c>manual</c>, or the method of a rule.</param>
/// <param name="Rule">The version of the rule.</param>
/// <param name="Score">From 0 to 1, where the description says something of the user.</param>
/// <param name="Evidence">Which words of the description matched which of the name.</param>
/// <param name="Reason">Why it was taken back.</param>
internal sealed record MatchAnswer(
    Guid Id,
    string Status,
    Guid TransactionId,
    string AccountId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MatchedTransactionAnswer>? Transactions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Tolerance,
    string Method,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rule,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Evidence,
    DateTimeOffset RecordedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? AcceptedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? UndoneAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason)
{
    public static MatchAnswer Of(MatchRow row) => new(
        Guid.Parse(row.Id),
        row.Status,
        Guid.Parse(row.TransactionId),
        row.AccountId,
        row.UserId,
        row.UserId is null
            ? [.. row.Members.Where(member => member.TransactionId != row.TransactionId).Select(member => new MatchedTransactionAnswer(Guid.Parse(member.TransactionId), member.AccountId))]
            : null,
        row.Tolerance,
        row.Method,
        row.Rule,
        row.Score is null ? null : decimal.Parse(row.Score, CultureInfo.InvariantCulture),
        Parse(row.Evidence),
        Microseconds.ToTime(row.RecordedAt),
        row.AcceptedAt is { } accepted ? Microseconds.ToTime(accepted) : null,
        row.UndoneAt is { } undone ? Microseconds.ToTime(undone) : null,
        row.Reason);

    private static JsonElement? Parse(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

internal sealed record MatchedTransactionAnswer(Guid Id, string AccountId);
