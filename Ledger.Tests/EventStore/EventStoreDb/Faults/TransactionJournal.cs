using System.Collections.Concurrent;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>What callers were answered about their transactions, held against the histories of the accounts.</summary>
internal sealed class TransactionJournal(InMemoryEventStore truth, int closeBooksEvery)
{
    private readonly ConcurrentDictionary<Guid, AccountEvent> _committed = new();
    private readonly ConcurrentDictionary<Guid, string> _never = new();
    private readonly ConcurrentDictionary<Guid, bool> _unknown = new();
    private int _replayed;
    private int _declined;

    /// <summary>An answer that names a fact: it stands where the answer says, as the answer says.</summary>
    public void Committed(StreamName account, Guid transaction, Outcome<AccountEvent>.Committed outcome)
    {
        var fact = outcome.Events.Should().ContainSingle().Subject;
        var recorded = truth.Page(account, ReadDirection.Forwards, fact.Revision, 1).Should().ContainSingle("what is committed is in the log").Subject;
        var stored = new StoredEvent(recorded, EventSerializer.Default);
        stored.Happened.Should().Be(fact.Event);
        stored.Chain.Should().Be(fact.Chain);
        ((TransactionEvent)fact.Event).TransactionId.Should().Be(transaction);
        outcome.Position.Should().BeGreaterThanOrEqualTo(recorded.Position);
        _committed.GetOrAdd(transaction, fact.Event).Should().Be(fact.Event, "however often it is asked, the answer is the same");
        _unknown.TryRemove(transaction, out _);
        Interlocked.Add(ref _replayed, outcome.Replayed ? 1 : 0);
        Interlocked.Add(ref _declined, fact.Event is WithdrawalDeclined ? 1 : 0);
    }

    /// <summary>An answer that says that nothing was or will be recorded.</summary>
    public void Never(Guid transaction, object reason) => _never[transaction] = reason.ToString()!;

    public void Unknown(Guid transaction) => _unknown[transaction] = true;

    /// <summary>Recomputes the history of an account, and looks for every transaction in it.</summary>
    public void Check(IEnumerable<StreamName> accounts, long overdraft)
    {
        var seen = new HashSet<Guid>();
        foreach (var account in accounts)
        {
            var history = truth.Page(account, ReadDirection.Forwards, 0, int.MaxValue).Select(e => new StoredEvent(e, EventSerializer.Default)).ToList();
            var state = (OpenedAccount)HistoryProof.Verify(account, history, closeBooksEvery);
            var balance = 0L;
            foreach (var fact in history.Select(e => e.Happened).OfType<TransactionEvent>())
            {
                seen.Add(fact.TransactionId).Should().BeTrue("transaction {0} is there once", fact.TransactionId);
                balance = Follow(fact, balance, overdraft);
            }

            state.Balance.MinorUnits.Should().Be(balance);
        }

        seen.Should().NotIntersectWith(_never.Keys, "it was said that they are not and will not be recorded");
        seen.Should().Contain(_committed.Keys);
        seen.Except(_committed.Keys).Except(_unknown.Keys).Should().BeEmpty("nothing is there that nobody asked for");
    }

    public override string ToString() =>
        $"{_committed.Count} committed ({_declined} declined, {_replayed} replayed), {_never.Count} not, {_unknown.Count} left unknown";

    private static long Follow(TransactionEvent fact, long balance, long overdraft)
    {
        switch (fact)
        {
            case FundsDeposited deposited:
                balance += deposited.Amount.MinorUnits;
                deposited.BalanceAfter.MinorUnits.Should().Be(balance);
                break;
            case FundsWithdrawn withdrawn:
                balance -= withdrawn.Amount.MinorUnits;
                withdrawn.BalanceAfter.MinorUnits.Should().Be(balance).And.BeGreaterThanOrEqualTo(-overdraft);
                break;
            case WithdrawalDeclined declined:
                declined.Balance.MinorUnits.Should().Be(balance);
                declined.Amount.MinorUnits.Should().BeGreaterThan(balance + overdraft, "it is refused for lack of funds only where they lack");
                break;
        }

        return balance;
    }
}
