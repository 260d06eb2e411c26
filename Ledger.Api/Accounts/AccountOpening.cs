using Ledger.Api.Http;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Api.Accounts;

/// <summary>Opens accounts, one by one or as items of a batch.</summary>
internal sealed class AccountOpening(AccountOrders orders, AccountHistory history)
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
                return new(200, await history.NowAsync(id, cancellationToken)) { Acknowledged = [(id, unchanged.Position)] };
            case var refused:
                return CommandAnswer.Of(Refusals.ProblemOf(refused, id));
        }
    }
}
