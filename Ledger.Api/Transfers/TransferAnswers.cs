using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Transfers;

/// <summary>What <c>POST /v1/transfers</c> takes.</summary>
/// <param name="FromAccountId">The account to debit.</param>
/// <param name="ToAccountId">The account to credit, of the same currency.</param>
/// <param name="Amount">More than zero; a number or a plain decimal string.</param>
internal sealed record PostTransferRequest(
    string? FromAccountId = null,
    string? ToAccountId = null,
    AmountText? Amount = null,
    string? Currency = null,
    string? Description = null,
    string? Reference = null,
    string? EffectiveAt = null,
    JsonElement? Metadata = null);

internal sealed record TransferAnswer(
    Guid Id,
    string Status,
    string FromAccountId,
    string ToAccountId,
    string Amount,
    string Currency,
    Guid DebitTransactionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? CreditTransactionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    public static TransferAnswer Of(TransferRow row) => new(
        Guid.Parse(row.Id),
        row.Status,
        row.FromAccountId,
        row.ToAccountId,
        MoneyText.Amount(new(row.Amount, Domain.Kernel.Currency.Parse(row.Currency))),
        row.Currency,
        Guid.Parse(row.Id),
        row.CreditTransactionId is { } credit ? Guid.Parse(credit) : null,
        row.Reason);

    public static TransferAnswer Of(string status, string from, TransferSent sent, Guid? creditTransactionId) => new(
        sent.TransactionId,
        status,
        from,
        sent.ToAccountId,
        MoneyText.Amount(sent.Amount),
        sent.Amount.Currency.Code,
        sent.TransactionId,
        creditTransactionId);
}
