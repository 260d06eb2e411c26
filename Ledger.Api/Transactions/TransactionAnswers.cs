using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.Projections.Matches;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? TransferId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? HoldId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ReversalOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ReversedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConversionAnswer? Conversion,
    IReadOnlyList<MatchAnswer> Matches,
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
            DeclineReasons.RecordedIn(e),
            TransactionWords.TransferOf(e),
            TransactionWords.HoldOf(e),
            TransactionWords.ReversalOf(e),
            null,
            ConversionAnswer.Of(e.Conversion),
            [],
            Parse(e.Personal.Value.Metadata));
    }

    public static TransactionAnswer Of(TransactionRow row, IEnumerable<MatchRow> matches)
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
            IdOf(row.TransferId),
            IdOf(row.HoldId),
            IdOf(row.ReversalOf),
            IdOf(row.ReversedBy),
            ConversionAnswer.Of(row),
            [.. matches.Select(MatchAnswer.Of)],
            Parse(row.Metadata));
    }

    private static Guid? IdOf(string? id) => id is null ? null : Guid.Parse(id);

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

/// <param name="Rate">Units of the transaction's currency for one of the reporting currency.</param>
/// <param name="RateDate">The day whose rate it is.</param>
internal sealed record ConversionAnswer(string Currency, string Amount, string Rate, string RateDate, string Source)
{
    public static ConversionAnswer? Of(Conversion? conversion) => conversion is null ? null : new(
        conversion.Amount.Currency.Code,
        MoneyText.Amount(conversion.Amount),
        conversion.Rate,
        conversion.RateDate.ToString("O", CultureInfo.InvariantCulture),
        conversion.Source);

    public static ConversionAnswer? Of(TransactionRow row) => row.ConversionCurrency is null ? null : new(
        row.ConversionCurrency,
        MoneyText.Amount(new(row.ConversionAmount!.Value, Domain.Kernel.Currency.Parse(row.ConversionCurrency))),
        row.ConversionRate!,
        row.ConversionDate!,
        row.ConversionSource!);
}
