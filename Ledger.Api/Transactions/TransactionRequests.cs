using System.Text.Json;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>What <c>POST /v1/transactions</c> takes.</summary>
/// <param name="Type"><c>deposit</c> or <c>withdrawal</c>.</param>
/// <param name="Amount">More than zero; a number or a plain decimal string.</param>
/// <param name="EffectiveAt">RFC 3339, not in the future; when it is recorded where it is not given.</param>
/// <param name="Metadata">An object of the client's own, up to 4 KiB.</param>
internal record PostTransactionRequest(
    string? AccountId = null,
    string? Type = null,
    AmountText? Amount = null,
    string? Currency = null,
    string? Description = null,
    string? Reference = null,
    string? EffectiveAt = null,
    JsonElement? Metadata = null)
{
    /// <exception cref="Http.Problems.ProblemException">Something is wrong with it.</exception>
    public CheckedTransaction Check(DateTimeOffset now)
    {
        var checks = new Checks();
        checks.Id("accountId", AccountId, required: true);
        checks.Choice("type", Type, TransactionWords.Deposit, TransactionWords.Withdrawal);
        var currency = checks.Currency("currency", Currency);
        var amount = checks.Amount("amount", Amount, currency);
        var effectiveAt = checks.PastTime("effectiveAt", EffectiveAt, now);
        var details = checks.Details(Description, Reference, Metadata);
        checks.ThrowIfAny();
        return new(AccountId!, Type == TransactionWords.Deposit ? SubmittedType.Deposit : SubmittedType.Withdrawal, amount!.Value, effectiveAt, details);
    }
}

/// <summary>A deposit or a withdrawal that can be ordered.</summary>
internal sealed record CheckedTransaction(string AccountId, SubmittedType Type, Money Amount, DateTimeOffset? EffectiveAt, TransactionDetails Details)
{
    public string TypeName => Type == SubmittedType.Deposit ? TransactionWords.Deposit : TransactionWords.Withdrawal;
}
