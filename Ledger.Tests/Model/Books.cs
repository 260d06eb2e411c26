using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;

namespace Ledger.Tests.Model;

/// <summary>What the log says, added up event by event, with all that must hold at every one of them.</summary>
internal sealed class Books
{
    private readonly Dictionary<string, BookedAccount> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<(Type, Guid)> _happened = [];
    private readonly Dictionary<Guid, AccountEvent> _recorded = [];
    private readonly HashSet<(string Account, Guid Transaction)> _reversed = [];
    private Position _read = Position.Start;

    public IReadOnlyDictionary<string, BookedAccount> Accounts => _accounts;

    /// <summary>Transfers that were sent, and neither settled nor returned.</summary>
    public Dictionary<Guid, (string From, TransferSent Sent)> Open { get; } = [];

    /// <summary>What targets said, by transfer.</summary>
    public Dictionary<Guid, AccountEvent> Ends { get; } = [];

    /// <summary>What became of submissions.</summary>
    public Dictionary<Guid, AccountEvent> Decided { get; } = [];

    /// <summary>What came in minus what went out, by currency.</summary>
    public Dictionary<string, Int128> Net { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Int128> InFlight { get; } = new(StringComparer.Ordinal);

    /// <summary>What was first recorded for a key.</summary>
    public AccountEvent? Find(Guid id) => _recorded.GetValueOrDefault(id);

    public async Task ReadAsync(IEventStore store)
    {
        await foreach (var recorded in store.ReadAllAsync(_read, LedgerStreams.All, CancellationToken.None))
        {
            Add(recorded);
            _read = recorded.Position;
        }

        foreach (var (currency, net) in Net)
        {
            var balances = _accounts.Values.Where(account => account.Currency == currency).Aggregate((Int128)0, (sum, account) => sum + account.Balance);
            (balances + InFlight.GetValueOrDefault(currency)).Should().Be(net, $"no {currency} is made or lost");
        }
    }

    private void Add(RecordedEvent recorded)
    {
        var name = recorded.Stream.Value[Account.StreamPrefix.Length..];
        var happened = (AccountEvent)EventSerializer.Default.Deserialize(recorded);
        var account = _accounts.TryGetValue(name, out var known) ? known : _accounts[name] = new(((AccountOpened)happened).OverdraftLimit);
        account.Revision = recorded.Revision;
        if (EventSerializer.ReadMetadata(recorded).Values.RepeatableId is { } id)
        {
            _recorded.TryAdd(id, happened).Should().BeTrue($"{id} is carried out once");
        }

        if (happened is TransactionEvent transaction)
        {
            _happened.Add((happened.GetType(), transaction.TransactionId)).Should().BeTrue($"{happened.GetType().Name} {transaction.TransactionId} happens once");
        }

        Follow(name, happened);
        if (BookedAmounts.Of(happened) is var (balance, inFlight, after))
        {
            account.Balance += balance;
            account.Balance.Should().Be(after, $"{happened} says what it led to");
            InFlight[account.Currency] = InFlight.GetValueOrDefault(account.Currency) + inFlight;
            Net[account.Currency] = Net.GetValueOrDefault(account.Currency) + balance + inFlight;
        }

        account.Hold(happened);
        (account.Balance - account.Held).Should().BeGreaterThanOrEqualTo(-account.Overdraft, $"{happened} overdraws nothing");
    }

    private void Follow(string name, AccountEvent happened)
    {
        switch (happened)
        {
            case TransactionSubmitted e:
                _accounts[name].Pending.Add(e.TransactionId);
                break;
            case ReversalCredited e:
                _reversed.Add((name, e.ReversalOf)).Should().BeTrue($"{e.ReversalOf} is taken back once");
                break;
            case ReversalDebited e:
                _reversed.Add((name, e.ReversalOf)).Should().BeTrue($"{e.ReversalOf} is taken back once");
                break;
            case FundsDeposited { Submitted: true } or FundsWithdrawn { Submitted: true } or SubmissionDeclined:
                var id = ((TransactionEvent)happened).TransactionId;
                _accounts[name].Pending.Remove(id).Should().BeTrue();
                Decided.Add(id, happened);
                break;
            case TransferSent e:
                if (e.ReversalOf is { } reversed)
                {
                    _reversed.Add((name, reversed)).Should().BeTrue($"{reversed} is taken back once, but for tries that came back");
                }

                Open.Add(e.TransactionId, (name, e));
                break;
            case TransferReceived e:
                Ends.TryAdd(e.TransferId, e).Should().BeTrue("a transfer ends once");
                break;
            case TransferRefused e:
                Ends.TryAdd(e.TransferId, e).Should().BeTrue("a transfer ends once");
                break;
            case TransferSettled e:
                Ends[e.TransferId].Should().BeOfType<TransferReceived>();
                Open.Remove(e.TransferId).Should().BeTrue();
                break;
            case TransferReturned e:
                if (e.ReversalOf is { } stands)
                {
                    _reversed.Remove((name, stands)).Should().BeTrue();
                }

                Ends[e.TransferId].Should().BeOfType<TransferRefused>();
                Open.Remove(e.TransferId).Should().BeTrue();
                break;
        }
    }
}
