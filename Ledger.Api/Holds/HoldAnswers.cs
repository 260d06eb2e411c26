using System.Text.Json.Serialization;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;
using Ledger.Projections.ReadModels;

namespace Ledger.Api.Holds;

/// <summary>What <c>POST /v1/holds</c> takes.</summary>
/// <param name="Amount">More than zero; a number or a plain decimal string.</param>
/// <param name="ExpiresAt">RFC 3339, in the future; for ever where it is not given.</param>
internal sealed record PlaceHoldRequest(
    string? AccountId = null, AmountText? Amount = null, string? Currency = null, string? ExpiresAt = null, string? Description = null);

/// <summary>What <c>POST /v1/holds/{id}/capture</c> takes.</summary>
/// <param name="Amount">The whole hold where it is not given; the rest of it is let go.</param>
internal sealed record CaptureHoldRequest(AmountText? Amount = null);

internal sealed record HoldAnswer(
    Guid Id,
    string AccountId,
    string Amount,
    string Currency,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CapturedAmount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? TransactionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description = null)
{
    public static HoldAnswer Of(HoldRow row, DateTimeOffset now)
    {
        var currency = Domain.Kernel.Currency.Parse(row.Currency);
        return new(
            Guid.Parse(row.Id),
            row.AccountId,
            MoneyText.Amount(new(row.Amount, currency)),
            row.Currency,
            row.StatusAt(Microseconds.Of(now)),
            row.CapturedAmount is { } captured ? MoneyText.Amount(new(captured, currency)) : null,
            row.ExpiresAt is { } at ? Microseconds.ToTime(at) : null,
            row.TransactionId is { } id ? Guid.Parse(id) : null,
            row.Description);
    }
}
