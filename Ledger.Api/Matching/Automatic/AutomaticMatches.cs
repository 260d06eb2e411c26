using Ledger.Api.Accounts;
using Ledger.Api.Matching.Matches;
using Ledger.Api.Matching.Rules;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Matching;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching.Automatic;

/// <summary>
/// Records or proposes what was found, as a person would. Of a transaction that was ever matched or proposed, whatever became of that, it
/// is answered as known: claims in the account's history see to it, so that doing it again has no effect, however often and from wherever.
/// </summary>
internal sealed partial class AutomaticMatches(
    MatchingMode mode, MatchingRules rules, AccountOrders orders, MatchingMeter meter, ILogger<AutomaticMatches> log)
{
    public const string Actor = "automatic-matcher";

    /// <exception cref="StoreUnavailableException">Nothing was recorded; it is to be done again.</exception>
    /// <exception cref="CommandOutcomeUnknownException">Doing it again tells.</exception>
    /// <exception cref="TimeoutException">Others were faster too many times; it is to be done again.</exception>
    public async Task RecordAsync(WalkedTransaction transaction, UserMatch user)
    {
        var (id, of) = (Guid.CreateVersion7(), Guid.Parse(transaction.Id));
        var (target, grounds) = (new MatchTarget(user.Id, OpenItems<MatchedTransaction>.None), FoundGrounds.Of(rules.Method, rules.Version, user));
        var (first, proposal) = (MatchClaims.UserOf(transaction.AccountId, of), MatchClaims.ProposalOf(transaction.AccountId, of));
        var order = mode == MatchingMode.Record
            ? new Order<AccountCommand>(new MatchTransaction(id, of, target, grounds), "matching", Actor, Claim: first, Unless: proposal)
            : new(new ProposeMatch(id, of, target, grounds), "matching", Actor, Claim: proposal, Unless: first);
        try
        {
            var outcome = await orders.ExecuteAsync(transaction.AccountId, order with { IsStep = true });
            meter.Count(outcome switch
            {
                Outcome<AccountEvent>.Committed => mode == MatchingMode.Record ? MatchingMeter.Recorded : MatchingMeter.Proposed,
                Outcome<AccountEvent>.Claimed => MatchingMeter.Known,
                Outcome<AccountEvent>.Contended or Outcome<AccountEvent>.Overloaded => throw new TimeoutException("Other writers of an account were faster too many times."),
                _ => MatchingMeter.Refused,
            });
        }
        // An account whose history is spoiled takes nothing more, and keeps no other waiting; the audit names it.
        catch (Exception fault) when (fault is StoreCorruptException or UnreadableEventException)
        {
            LogSpoiled(log, fault, transaction.AccountId);
            meter.Count(MatchingMeter.Refused);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of account {AccountId} cannot be matched, since its history cannot be read")]
    private static partial void LogSpoiled(ILogger log, Exception fault, string accountId);
}
