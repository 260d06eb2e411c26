using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Tests.Projections.Analytics;

/// <summary>Random histories of accounts in several currencies, with all that changes what counts: reversals, returns, later rates, decisions.</summary>
internal sealed class AnalyticsHistory(int seed)
{
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly string[] Codes = ["EUR", "USD", "JPY", "KWD"];
    private static readonly Personal<TransactionDetails> Said = new(null, new("said"));

    private readonly Random _random = new(seed);
    private readonly List<(string Account, AccountEvent Happened, DateTimeOffset At)> _events = [];
    private readonly Dictionary<string, (Currency Currency, long Balance)> _accounts = new(StringComparer.Ordinal);
    // What may still be taken back, decided or converted.
    private readonly List<(string Account, TransactionEvent Happened)> _posted = [];
    private readonly List<(string Account, TransactionSubmitted Happened)> _pending = [];
    private readonly List<(string Account, Guid Id, Money Amount)> _unconverted = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<(string Account, AccountEvent Happened, DateTimeOffset At)> Events => _events;

    public IEnumerable<string> Accounts => _accounts.Keys;

    /// <summary>Two accounts of each currency; the second of each has an owner.</summary>
    public AnalyticsHistory Tell(int steps)
    {
        foreach (var (i, code) in Codes.Concat(Codes).Index())
        {
            var currency = Currency.Parse(code);
            Say($"a{i}", new AccountOpened($"a{i}", currency, i >= Codes.Length ? "owner" : null, Money.Zero(currency)));
        }

        for (var i = 0; i < steps; i++)
        {
            _now = _now.AddMinutes(_random.Next(40));
            Step();
        }

        return this;
    }

    /// <summary>Puts all of it into a store, in this order.</summary>
    public async Task AppendToAsync(IEventStore store)
    {
        var heads = new Dictionary<string, (long Revision, Chain Chain)>(StringComparer.Ordinal);
        foreach (var (account, happened, at) in _events)
        {
            StreamName stream = new(Account.StreamOf(account));
            var (revision, chain) = heads.GetValueOrDefault(account, (-1, Chain.StartOf(stream)));
            var metadata = new EventMetadata("c", "c", "tester", at, (happened as TransactionEvent)?.TransactionId, null);
            var (e, next) = EventSerializer.Default.Serialize(happened, Guid.NewGuid(), metadata, revision + 1, chain);
            await store.AppendAsync(stream, ExpectedRevision.Before(revision + 1), [e], CancellationToken.None);
            heads[account] = (revision + 1, next);
        }
    }

    private void Step()
    {
        var account = $"a{_random.Next(_accounts.Count)}";
        switch (_random.Next(12))
        {
            case < 4:
                Post(account, new FundsDeposited(NewId(), Amount(account), default, Effective(), Said));
                break;
            case 4:
                Post(account, new FundsWithdrawn(NewId(), Amount(account), default, Effective(), Said));
                break;
            case 5:
                Say(account, new WithdrawalDeclined(NewId(), Amount(account), Balance(account), Balance(account), Effective(), Said));
                break;
            case 6:
                Submit(account);
                break;
            case 7:
                Decide();
                break;
            case 8:
                TakeBack();
                break;
            case 9:
                Convert();
                break;
            case 10:
                Capture(account);
                break;
            default:
                Transfer(account);
                break;
        }
    }

    private void Submit(string account)
    {
        var submitted = new TransactionSubmitted(
            NewId(), (SubmittedType)_random.Next(2), Amount(account), Balance(account), Effective(), Said)
        {
            Conversion = Rate(Amount(account)),
        };
        Say(account, submitted);
        _pending.Add((account, submitted));
        RememberUnconverted(account, submitted);
    }

    private void Decide()
    {
        if (Take(_pending) is not ({ } account, { } submitted))
        {
            return;
        }

        var nothing = new Personal<TransactionDetails>(null, new());
        TransactionEvent decided = _random.Next(4) == 0
            ? new SubmissionDeclined(submitted.TransactionId, submitted.Type, submitted.Amount, Balance(account), Balance(account), "insufficient-funds", submitted.EffectiveAt, nothing)
            : submitted.Type == SubmittedType.Deposit
                ? new FundsDeposited(submitted.TransactionId, submitted.Amount, default, submitted.EffectiveAt, nothing, true)
                : new FundsWithdrawn(submitted.TransactionId, submitted.Amount, default, submitted.EffectiveAt, nothing, true);
        Say(account, decided);
        if (decided is not SubmissionDeclined)
        {
            _posted.Add((account, decided));
        }
    }

    private void TakeBack()
    {
        if (Take(_posted) is not ({ } account, { } happened))
        {
            return;
        }

        switch (happened)
        {
            case TransferReceived received when _random.Next(2) == 0:
                // It is sent back, comes back itself, and so it stands again.
                var back = new TransferSent(NewId(), received.FromAccountId, received.Amount, default, null, Said, received.TransactionId, received.TransferId);
                Say(account, back);
                Say(account, new TransferReturned(NewId(), back.TransactionId, back.ToAccountId, back.Amount, default, "account-closed", null, Said, received.TransactionId));
                break;
            case FundsDeposited or TransferReceived:
                Say(account, new ReversalDebited(NewId(), happened.TransactionId, happened.Amount, default, null, Said));
                break;
            default:
                Say(account, new ReversalCredited(NewId(), happened.TransactionId, happened.Amount, default, null, Said));
                break;
        }
    }

    private void Convert()
    {
        if (Take(_unconverted) is ({ } account, var id, var amount))
        {
            Say(account, new TransactionConverted(id, Rate(amount, always: true)!));
        }
    }

    private void Capture(string account)
    {
        var (hold, amount) = (NewId(), Amount(account));
        Say(account, new HoldPlaced(hold, amount, amount, null, Said));
        Post(account, new HoldCaptured(NewId(), hold, amount, default, Money.Zero(amount.Currency), Effective(), Said));
    }

    private void Transfer(string account)
    {
        var target = $"a{(int.Parse(account[1..], null) + Codes.Length) % _accounts.Count}";
        var sent = new TransferSent(NewId(), target, Amount(account), default, Effective(), Said) { Conversion = Rate(Amount(account)) };
        Say(account, sent);
        switch (_random.Next(3))
        {
            case 0:
                Say(account, new TransferReturned(NewId(), sent.TransactionId, target, sent.Amount, default, "account-closed", null, Said));
                break;
            case 1:
                var received = new TransferReceived(NewId(), sent.TransactionId, account, sent.Amount, default, sent.EffectiveAt, Said) { Conversion = sent.Conversion };
                Say(target, received);
                Say(account, new TransferSettled(sent.TransactionId, received.TransactionId));
                _posted.Add((target, received));
                break;
        }
    }

    private void Post(string account, TransactionEvent happened)
    {
        happened = happened with { Conversion = Rate(happened.Amount) };
        Say(account, happened);
        _posted.Add((account, happened));
        RememberUnconverted(account, happened);
    }

    private void RememberUnconverted(string account, TransactionEvent happened)
    {
        if (happened.Conversion is null && !ReferenceEquals(happened.Amount.Currency, Euro))
        {
            _unconverted.Add((account, happened.TransactionId, happened.Amount));
        }
    }

    private void Say(string account, AccountEvent happened)
    {
        if (happened is AccountOpened opened)
        {
            _accounts[account] = (opened.Currency, 0);
        }

        var (currency, balance) = _accounts[account];
        var change = (happened as TransactionEvent)?.Amount.MinorUnits ?? 0;
        var after = happened is FundsDeposited or ReversalCredited or TransferReceived or TransferReturned ? balance + change : balance - change;
        AccountEvent said = happened switch
        {
            FundsDeposited e => e with { BalanceAfter = new(after, currency) },
            FundsWithdrawn e => e with { BalanceAfter = new(after, currency) },
            ReversalCredited e => e with { BalanceAfter = new(after, currency) },
            ReversalDebited e => e with { BalanceAfter = new(after, currency) },
            HoldCaptured e => e with { BalanceAfter = new(after, currency) },
            TransferSent e => e with { BalanceAfter = new(after, currency) },
            TransferReceived e => e with { BalanceAfter = new(after, currency) },
            TransferReturned e => e with { BalanceAfter = new(after, currency) },
            _ => happened,
        };
        _accounts[account] = (currency, ReferenceEquals(said, happened) ? balance : after);
        _events.Add((account, said, _now));
    }

    private Money Balance(string account) => new(_accounts[account].Balance, _accounts[account].Currency);

    // Some are so large that a sum of them leaves 64 bits.
    private Money Amount(string account) => new(
        _random.Next(20) == 0 ? 9_000_000_000_000 * _accounts[account].Currency.UnitsPerMajor : _random.Next(1, 5) * 100, _accounts[account].Currency);

    private Conversion? Rate(Money amount, bool always = false) => ReferenceEquals(amount.Currency, Euro) || (!always && _random.Next(2) == 0)
        ? null
        : new(new(_random.Next(1, 1000), Euro), "1.5", new(2026, 3, 1), "ECB");

    /// <summary>Mostly within a few days, so that many fall into one; some on a boundary; some before zones had whole quarters.</summary>
    private DateTimeOffset? Effective() => _random.Next(8) switch
    {
        0 => null,
        1 => new(2026, 1, 1 + _random.Next(3), _random.Next(24), 15 * _random.Next(4), 0, TimeSpan.Zero),
        2 => new DateTimeOffset(1925, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(_random.Next(24 * 365 * 100)),
        3 => new DateTimeOffset(2025, 3, 30, 0, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(180)),
        _ => new DateTimeOffset(2025, 10, 24, 0, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(6 * 1440)).AddMicroseconds(_random.Next(1000)),
    };

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private T? Take<T>(List<T> items)
    {
        if (items.Count == 0)
        {
            return default;
        }

        var at = _random.Next(items.Count);
        var item = items[at];
        items.RemoveAt(at);
        return item;
    }
}
