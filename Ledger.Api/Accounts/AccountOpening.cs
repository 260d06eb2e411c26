using Ledger.Api.Http;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Accounts;

/// <summary>Opens accounts, one by one or as items of a batch.</summary>
internal sealed class AccountOpening(AccountOrders orders, StreamLoader<AccountCommand, AccountState, AccountEvent> history, TimeProvider time)
{
    /// <exception cref="Http.Problems.ProblemException">Something is wrong with the request.</exception>
    public Task<CommandAnswer> OpenAsync(OpenAccountRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var checks = new Checks();
        checks.Id("id", request.Id, required: false);
        checks.Id("ownerId", request.OwnerId, required: false);
        var currency = checks.Currency("currency", request.Currency);
        var limit = request.OverdraftLimit is null ? null : checks.Amount("overdraftLimit", request.OverdraftLimit, currency, zeroAllowed: true);
        checks.ThrowIfAny();

        var id = request.Id ?? Guid.CreateVersion7().ToString();
        return ExecuteAsync(new(id, currency!, request.OwnerId, limit ?? Money.Zero(currency!)), caller, cancellationToken);
    }

    private async Task<CommandAnswer> ExecuteAsync(OpenAccount command, Caller caller, CancellationToken cancellationToken)
    {
        var id = command.AccountId;
        switch (await orders.ExecuteAsync(id, new(command, caller.CorrelationId, caller.Actor)))
        {
            case Outcome<AccountEvent>.Committed committed:
                return new(201, AccountAnswer.Of(committed.Events[0]))
                {
                    Location = $"/v1/accounts/{id}",
                    Acknowledged = [(id, committed.Position)],
                };
            case Outcome<AccountEvent>.Unchanged unchanged:
                return new(200, await NowAsync(id, cancellationToken)) { Acknowledged = [(id, unchanged.Position)] };
            case var refused:
                return CommandAnswer.Of(Refusals.ProblemOf(refused, id));
        }
    }

    /// <summary>An account that was opened before, from its history, so that no read model has to be waited for.</summary>
    private async Task<AccountAnswer> NowAsync(string id, CancellationToken cancellationToken)
    {
        var stream = AccountOrders.StreamOf(id);
        var head = await history.LoadAsync(stream, long.MaxValue, seen: null, cancellationToken);
        var opening = await history.LoadAsync(stream, 0, seen: null, cancellationToken);
        return AccountAnswer.Of((OpenedAccount)head.State, head.Revision, opening.RecordedAt, head.RecordedAt, time.GetUtcNow());
    }
}
