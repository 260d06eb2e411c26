using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>
/// What later events of one stream say of earlier transactions. It is gathered before their rows are written, and each mark is held
/// against the transaction that it is put on.
/// </summary>
internal sealed class HistoryMarks(string stream, FindingList findings)
{
    private readonly Dictionary<Guid, (ReversalFact Fact, long Revision)> _reversals = [];
    private readonly Dictionary<Guid, (Conversion Conversion, long Revision)> _conversions = [];
    private readonly HashSet<Guid> _decided = [];

    public void Take(object happened, long revision)
    {
        if (ReversalFact.TakenBackBy(happened) is { } reversal && !_reversals.TryAdd(reversal.Of, (reversal, revision)))
        {
            Add(FindingKinds.ReversalWrong, revision, $"Transaction {reversal.Of} is taken back a second time.");
            _reversals[reversal.Of] = (reversal, revision);
        }

        if (ReversalFact.StandsAgain(happened) is { } undone)
        {
            _reversals.Remove(undone.Of);
        }

        if (happened is TransactionConverted e && !_conversions.TryAdd(e.OfTransaction, (e.Conversion, revision)))
        {
            Add(FindingKinds.ConversionWrong, revision, $"Transaction {e.OfTransaction} gets a rate a second time.");
            _conversions[e.OfTransaction] = (e.Conversion, revision);
        }

        if (happened is TransactionEvent transaction && ExpectedRows.IsDecision(happened))
        {
            _decided.Add(transaction.TransactionId);
        }
    }

    /// <summary>Whether what is submitted by an event was decided by a later one.</summary>
    public bool IsDecided(TransactionSubmitted e) => _decided.Contains(e.TransactionId);

    /// <summary>What takes a transaction back; <see langword="null"/> where nothing does.</summary>
    public Guid? ReversedBy(TransactionEvent happened)
    {
        if (!_reversals.Remove(happened.TransactionId, out var reversal))
        {
            return null;
        }

        var (fact, revision) = reversal;
        if (TransactionTerms.StatusOf(happened) != "posted")
        {
            Add(FindingKinds.ReversalWrong, revision, $"It takes back transaction {fact.Of}, which was not posted.");
        }
        else if (fact.Amount != happened.Amount)
        {
            Add(FindingKinds.ReversalWrong, revision, $"It takes {fact.Amount} back, and transaction {fact.Of} is of {happened.Amount}.");
        }
        else if (TransactionRowHash.SideOf(TransactionTerms.TypeOf(happened)) != fact.Side)
        {
            Add(FindingKinds.ReversalWrong, revision, $"It takes back transaction {fact.Of}, which is a {TransactionTerms.TypeOf(happened)}.");
        }

        return fact.By;
    }

    /// <param name="own">What the transaction's own event says.</param>
    public Conversion? ConversionOf(Guid transaction, Conversion? own)
    {
        if (!_conversions.Remove(transaction, out var later))
        {
            return own;
        }

        if (own is not null)
        {
            Add(FindingKinds.ConversionWrong, later.Revision, $"Transaction {transaction} gets a rate, and it had one.");
        }

        return later.Conversion;
    }

    /// <summary>All transactions of the stream were asked for: marks that remain are of others.</summary>
    public void End()
    {
        foreach (var (fact, revision) in _reversals.Values)
        {
            Add(FindingKinds.ReversalWrong, revision, $"It takes back transaction {fact.Of}, which the account does not have.");
        }

        foreach (var (transaction, (_, revision)) in _conversions)
        {
            Add(FindingKinds.ConversionWrong, revision, $"It gives a rate to transaction {transaction}, which the account does not have.");
        }
    }

    private void Add(string kind, long revision, string detail) => findings.Add(kind, stream, revision, detail);
}
