using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Projections.Analytics;

namespace Ledger.Tests.Projections.Analytics;

/// <summary>The figures by looking at every transaction, one by one.</summary>
internal sealed class NaiveFigures
{
    private readonly Dictionary<Guid, Fact> _facts = [];
    private readonly Dictionary<string, string?> _owners = new(StringComparer.Ordinal);

    public static NaiveFigures Of(AnalyticsHistory history)
    {
        var naive = new NaiveFigures();
        foreach (var (account, happened, at) in history.Events)
        {
            naive.Take(account, happened, at);
        }

        return naive;
    }

    public IReadOnlyList<Activity> ByCurrency(string? account, string? owner, DateTimeOffset? from, DateTimeOffset? to, TimeZoneInfo zone) =>
    [
        .. Counted(account, owner, from, to).GroupBy(fact => fact.Amount.Currency.Code, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Of(Currency.Parse(group.Key), [.. group.Select(fact => (fact, fact.Amount.MinorUnits))], zone)),
    ];

    public Activity InEuros(string? account, string? owner, DateTimeOffset? from, DateTimeOffset? to, TimeZoneInfo zone)
    {
        var euro = Currency.Parse("EUR");
        return Of(
            euro,
            [
                .. Counted(account, owner, from, to).Select(fact => (fact, Amount: ReferenceEquals(fact.Amount.Currency, euro) ? fact.Amount.MinorUnits : fact.Converted))
                    .Where(each => each.Amount is not null).Select(each => (each.fact, each.Amount!.Value)),
            ],
            zone);
    }

    private IEnumerable<Fact> Counted(string? account, string? owner, DateTimeOffset? from, DateTimeOffset? to) => _facts.Values.Where(fact =>
        fact.IsPosted && !fact.IsReversed && !fact.IsReversal && (account is null || fact.Account == account) && (owner is null || _owners[fact.Account] == owner)
        && (from is null || fact.At >= from) && (to is null || fact.At < to));

    private static Activity Of(Currency currency, List<(Fact Fact, long Amount)> facts, TimeZoneInfo zone)
    {
        if (facts.Count == 0)
        {
            return new(currency, 0, 0, 0, null, null, null);
        }

        var days = facts.GroupBy(each => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(each.Fact.At, zone).DateTime)).ToList();
        var most = days.OrderByDescending(day => day.Count()).ThenBy(day => day.Key).First();
        var highest = days.OrderByDescending(day => Sum(day)).ThenBy(day => day.Key).First();
        return new(
            currency,
            facts.Count,
            Sum(facts.Where(each => each.Fact.IsIn)),
            Sum(facts.Where(each => !each.Fact.IsIn)),
            facts.Max(each => each.Amount),
            (most.Key, most.Count()),
            (highest.Key, Sum(highest)));
    }

    private static Int128 Sum(IEnumerable<(Fact Fact, long Amount)> facts) => facts.Aggregate((Int128)0, (sum, each) => sum + each.Amount);

    private void Take(string account, AccountEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case AccountOpened e:
                _owners[account] = e.OwnerId;
                break;
            case TransactionConverted e:
                _facts[e.OfTransaction].Converted = e.Conversion.Amount.MinorUnits;
                break;
            case TransferReturned e:
                _facts[e.TransferId].IsReversed = true;
                if (e.ReversalOf is { } stands)
                {
                    _facts[stands].IsReversed = false;
                }

                break;
            case ReversalCredited e:
                _facts[e.ReversalOf].IsReversed = true;
                break;
            case ReversalDebited e:
                _facts[e.ReversalOf].IsReversed = true;
                break;
            case TransactionEvent e:
                TakeTransaction(account, e, at);
                break;
        }
    }

    private void TakeTransaction(string account, TransactionEvent e, DateTimeOffset at)
    {
        if (!_facts.TryGetValue(e.TransactionId, out var fact))
        {
            _facts.Add(e.TransactionId, fact = new(account, e.Amount) { Converted = e.Conversion?.Amount.MinorUnits });
        }

        fact.At = e.EffectiveAt ?? at;
        fact.IsPosted = e is FundsDeposited or FundsWithdrawn or HoldCaptured or TransferSent or TransferReceived;
        fact.IsIn = e is FundsDeposited or TransferReceived;
        if (e is TransferSent { ReversalOf: { } of })
        {
            (fact.IsReversal, _facts[of].IsReversed) = (true, true);
        }
    }

    private sealed class Fact(string account, Money amount)
    {
        public string Account { get; } = account;

        public Money Amount { get; } = amount;

        public DateTimeOffset At { get; set; }

        public long? Converted { get; set; }

        public bool IsIn { get; set; }

        public bool IsPosted { get; set; }

        public bool IsReversal { get; set; }

        public bool IsReversed { get; set; }
    }
}
