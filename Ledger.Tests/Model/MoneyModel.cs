using System.Collections.Immutable;

namespace Ledger.Tests.Model;

/// <summary>The whole ledger in a few dictionaries. What is submitted counts at once here: nothing can come between.</summary>
internal sealed record MoneyModel
{
    public ImmutableDictionary<string, ModelAccount> Accounts { get; init; } = ImmutableDictionary<string, ModelAccount>.Empty;

    public ImmutableDictionary<Guid, (string Body, string Answer)> Recorded { get; init; } = ImmutableDictionary<Guid, (string, string)>.Empty;

    public ImmutableDictionary<Guid, ModelTransfer> Transfers { get; init; } = ImmutableDictionary<Guid, ModelTransfer>.Empty;

    /// <summary>What became of the submissions.</summary>
    public ImmutableDictionary<Guid, string> Decided { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>What came in minus what went out, by currency.</summary>
    public ImmutableDictionary<string, Int128> Net { get; init; } = ImmutableDictionary<string, Int128>.Empty;

    /// <summary>Carries an order out, and says what its sender is told.</summary>
    public (MoneyModel After, string Answer) Do(Act act, DateTimeOffset now)
    {
        if (act.IsKeyed && Recorded.TryGetValue(act.Id, out var recorded))
        {
            return (this, recorded.Body == act.Body ? recorded.Answer : "key reused");
        }

        if (act.IsReversal && Accounts[act.Account].Claimed.ContainsKey(act.Claims ?? act.Of!.Value))
        {
            return (this, "claimed");
        }

        if (act.Misses)
        {
            return (this, "other revision");
        }

        var account = Accounts[act.Account].At(now);
        var (after, answer) = ModelRules.Decide(this, account, act);
        return !act.IsKeyed || answer.StartsWith("rejected", StringComparison.Ordinal)
            ? (after, answer)
            : (after with { Recorded = after.Recorded.Add(act.Id, (act.Body, answer)) }, answer);
    }

    /// <summary>The target takes a transfer, or does not.</summary>
    public MoneyModel Arrive(Guid id)
    {
        var transfer = Transfers[id];
        if (transfer.End is not null)
        {
            return this;
        }

        var target = Accounts[transfer.To];
        var (account, end) = target.AgainstCredit(target.Currency, transfer.Amount) switch
        {
            null => (target with { Balance = target.Balance + transfer.Amount }, $"arrived {target.Balance + transfer.Amount}"),
            "AccountIsClosed" => (target, "refused account-closed"),
            _ => (target, "refused balance-limit"),
        };
        return With(transfer.To, account) with { Transfers = Transfers.SetItem(id, transfer with { End = end }) };
    }

    /// <summary>The source learns of it, and has its money back where it was refused.</summary>
    public MoneyModel Land(Guid id)
    {
        var transfer = Transfers[id];
        var source = Accounts[transfer.From];
        return !source.InFlight.Contains(id) ? this : With(transfer.From, source with
        {
            InFlight = source.InFlight.Remove(id),
            Balance = source.Balance + (transfer.End!.StartsWith("refused", StringComparison.Ordinal) ? transfer.Amount : 0),
        });
    }

    public MoneyModel With(string id, ModelAccount account) => this with { Accounts = Accounts.SetItem(id, account) };

    /// <summary>Money comes in, or goes out.</summary>
    public MoneyModel Moved(string id, ModelAccount account, long amount) =>
        With(id, account with { Balance = account.Balance + amount }) with
        {
            Net = Net.SetItem(account.Currency, Net.GetValueOrDefault(account.Currency) + amount),
        };
}
