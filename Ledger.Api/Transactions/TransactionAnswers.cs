using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>What <c>POST /v1/transactions</c> takes.</summary>
/// <param name="Type"><c>deposit</c> or <c>withdrawal</c>.</param>
/// <param name="Amount">More than zero; a number or a plain decimal string.</param>
/// <param name="EffectiveAt">RFC 3339, not in the future; when it is recorded where it is not given.</param>
/// <param name="Metadata">An object of the client's own, up to 4 KiB.</param>
internal sealed record PostTransactionRequest(
    string? AccountId = null,
    string? Type = null,
    AmountText? Amount = null,
    string? Currency = null,
    string? Description = null,
    string? Reference = null,
    string? EffectiveAt = null,
    JsonElement? Metadata = null);

internal sealed record TransactionAnswer(
    Guid Id,
    string AccountId,
    string Type,
    string Status,
    string Amount,
    string Currency,
    string? Description,
    string? Reference,
    DateTimeOffset EffectiveAt,
    DateTimeOffset RecordedAt,
    long Revision,
    string BalanceAfter,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeclineReason,
    IReadOnlyList<string> Matches,
    JsonElement? Metadata)
{
    public static TransactionAnswer Of(string accountId, Fact<AccountEvent> fact)
    {
        var e = (TransactionEvent)fact.Event;
        return new(
            e.TransactionId,
            accountId,
            TransactionWords.TypeOf(e),
            TransactionWords.StatusOf(e),
            MoneyText.Amount(e.Amount),
            e.Amount.Currency.Code,
            e.Personal.Value.Description,
            e.Personal.Value.Reference,
            e.EffectiveAt ?? fact.Metadata.RecordedAt,
            fact.Metadata.RecordedAt,
            fact.Revision,
            MoneyText.Amount(TransactionWords.BalanceAfter(e)),
            TransactionWords.DeclineReasonOf(e),
            [],
            Parse(e.Personal.Value.Metadata));
    }

    public static TransactionAnswer Of(TransactionRow row)
    {
        var currency = Domain.Kernel.Currency.Parse(row.Currency);
        return new(
            Guid.Parse(row.Id),
            row.AccountId,
            row.Type,
            row.Status,
            MoneyText.Amount(new(row.Amount, currency)),
            row.Currency,
            row.Description,
            row.Reference,
            Microseconds.ToTime(row.EffectiveAt),
            Microseconds.ToTime(row.RecordedAt),
            row.Revision,
            MoneyText.Amount(new(row.BalanceAfter, currency)),
            row.DeclineReason,
            [],
            Parse(row.Metadata));
    }

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
