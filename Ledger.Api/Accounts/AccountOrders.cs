using Ledger.Api.Http;
using Ledger.Api.Http.Problems;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Api.Accounts;

/// <summary>Who orders something, and under what it is found in logs and events.</summary>
internal sealed record Caller(string CorrelationId, string Actor)
{
    public static Caller Of(HttpContext context) => new(Problem.TraceIdOf(context), Actors.Of(context));
}

/// <summary>Orders to accounts, on their way to the mailboxes.</summary>
internal sealed class AccountOrders(MailboxSet<AccountCommand, AccountState, AccountEvent> mailboxes)
{
    public static StreamName StreamOf(string accountId) => new(Account.StreamOf(accountId));

    public Task<Outcome<AccountEvent>> ExecuteAsync(string accountId, Order<AccountCommand> order) =>
        mailboxes.ExecuteAsync(StreamOf(accountId), order);

    /// <summary>Asks an account to do what is due.</summary>
    public Task<Outcome<AccountEvent>> PromptAsync(string accountId, string correlationId) =>
        ExecuteAsync(accountId, new(Prompt.Instance, correlationId, "ledger") { IsStep = true });
}
