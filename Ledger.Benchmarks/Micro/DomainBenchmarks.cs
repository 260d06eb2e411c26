using BenchmarkDotNet.Attributes;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Benchmarks.Micro;

/// <summary>What one transaction costs before it reaches the store.</summary>
[MemoryDiagnoser]
public class DomainBenchmarks
{
    private static readonly Currency Eur = Currency.Parse("EUR");

    private readonly AccountState _state = new OpenedAccount("alice", Eur, null, Money.Zero(Eur), new(1_000_000, Eur));
    private readonly WithdrawFunds _command = new(Guid.CreateVersion7(), new(1275, Eur), null, new("Groceries", "REF-1"));
    private readonly EventMetadata _metadata = new(
        "4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736", "anonymous", DateTimeOffset.UnixEpoch, Guid.CreateVersion7(), null);

    private readonly Chain _chain = Chain.StartOf(new("account-alice"));
    private FundsWithdrawn _event = null!;
    private RecordedEvent _recorded = null!;

    [GlobalSetup]
    public void Setup()
    {
        _event = (FundsWithdrawn)((Decision<AccountEvent>.Accepted)Account.Decider.Decide(_command, _state)).Events[0];
        var (data, _) = SerializeWithChain();
        _recorded = new(new("account-alice"), 1, new(1, 1), data.Id, data.Type, data.Data, data.Metadata);
    }

    [Benchmark]
    public Decision<AccountEvent> Decide() => Account.Decider.Decide(_command, _state);

    [Benchmark]
    public AccountState Evolve() => Account.Decider.Evolve(_state, _event);

    [Benchmark]
    public (EventData Event, Chain Chain) SerializeWithChain() =>
        EventSerializer.Default.Serialize(_event, _command.TransactionId, _metadata, 1, _chain);

    [Benchmark]
    public object Deserialize() => EventSerializer.Default.Deserialize(_recorded);

    [Benchmark]
    public StoredMetadata ReadMetadata() => EventSerializer.ReadMetadata(_recorded);
}
