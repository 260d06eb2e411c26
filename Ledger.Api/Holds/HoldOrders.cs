using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Rates;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;

namespace Ledger.Api.Holds;

/// <summary>Holds on their way to the accounts.</summary>
internal sealed class HoldOrders(AccountOrders orders, IConversions conversions, TimeProvider time)
{
    public async Task<CommandAnswer> PlaceAsync(
        string accountId, Money amount, DateTimeOffset? expiresAt, string? description, string? key, long? ifRevision, Caller caller)
    {
        var id = IdOf(accountId, key);
        var hash = key is null ? null : TransactionKeys.HashOf(
            key, "POST /v1/holds", accountId, amount.ToString(), expiresAt is { } at ? Instant.Format(at) : null, description);
        // Asked only of a hold that was not placed before: a key answers again however late, also when its hold is over.
        var against = expiresAt <= time.GetUtcNow() ? new ExpiryHasPassed() : null;
        var outcome = await ExecuteAsync(accountId, new PlaceHold(id, amount, expiresAt, new(description), against), id, hash, ifRevision, caller);
        return AnswerOf(accountId, outcome, fact => fact switch
        {
            HoldPlaced e => new(201, new HoldAnswer(
                e.HoldId, accountId, MoneyText.Amount(e.Amount), e.Amount.Currency.Code, HoldWords.Open, null, e.ExpiresAt, null, description))
            {
                Location = $"/v1/holds/{e.HoldId}",
            },
            HoldDeclined e => CommandAnswer.Of(Refusals.InsufficientFunds(accountId, e.HoldId, e.Amount, e.Balance, e.Available)),
            _ => throw new InvalidOperationException($"{fact.GetType().Name} places no hold."),
        });
    }

    public async Task<CommandAnswer> CaptureAsync(HoldRow hold, Money amount, string? key, long? ifRevision, Caller caller)
    {
        var id = IdOf(hold.AccountId, key);
        var hash = key is null ? null : TransactionKeys.HashOf(key, "POST /v1/holds/{id}/capture", hold.Id, amount.ToString());
        var found = conversions.Of(amount, time.GetUtcNow());
        var command = new CaptureHold(id, Guid.Parse(hold.Id), amount, found.Conversion, found.Unconvertible);
        var outcome = await ExecuteAsync(hold.AccountId, command, id, hash, ifRevision, caller);
        return AnswerOf(hold.AccountId, outcome, fact => new(200, HoldAnswer.Of(
            hold with { Status = HoldWords.Captured, CapturedAmount = amount.MinorUnits, TransactionId = ((HoldCaptured)fact).TransactionId.ToString() },
            time.GetUtcNow())));
    }

    public async Task<CommandAnswer> ReleaseAsync(HoldRow hold, string? key, long? ifRevision, Caller caller)
    {
        var id = IdOf(hold.AccountId, key);
        var hash = key is null ? null : TransactionKeys.HashOf(key, "POST /v1/holds/{id}/release", hold.Id);
        var outcome = await ExecuteAsync(hold.AccountId, new ReleaseHold(Guid.Parse(hold.Id)), id, hash, ifRevision, caller);
        return AnswerOf(hold.AccountId, outcome, _ => new(200, HoldAnswer.Of(hold with { Status = HoldWords.Released }, time.GetUtcNow())));
    }

    private static Guid IdOf(string accountId, string? key) =>
        key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(AccountOrders.StreamOf(accountId), key);

    private static CommandAnswer AnswerOf(string accountId, Outcome<AccountEvent> outcome, Func<AccountEvent, CommandAnswer> answer) =>
        outcome is Outcome<AccountEvent>.Committed committed
            ? answer(committed.Events[0].Event) with { Acknowledged = [(accountId, committed.Position)], IsReplayed = committed.Replayed }
            : CommandAnswer.Of(Refusals.ProblemOf(outcome, accountId));

    private Task<Outcome<AccountEvent>> ExecuteAsync(
        string accountId, AccountCommand command, Guid id, string? hash, long? ifRevision, Caller caller) =>
        orders.ExecuteAsync(accountId, new(command, caller.CorrelationId, caller.Actor, id, hash, IfRevision: ifRevision));
}
