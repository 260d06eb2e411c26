using Ledger.Api.Accounts;
using Ledger.Api.Transfers;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Model;

/// <summary>One store, and two nodes with mailboxes of their own over it, that die and begin together.</summary>
internal sealed class LedgerUnderTest : IDisposable
{
    public const int NodeCount = 2;

    private readonly ScratchDirectory? _directory;
    private readonly MailboxOptions _options;
    private readonly KeysUnderTest _keys;
    private EmbeddedEventStore? _embedded;
    private InMemoryEventStore? _inMemory;
    private MortalStore _mortal = null!;

    public LedgerUnderTest(bool isEmbedded, int closeBooksEvery)
    {
        _directory = isEmbedded ? new() : null;
        _inMemory = isEmbedded ? null : new();
        _options = new() { CloseBooksEvery = closeBooksEvery, SettleWithin = TimeSpan.FromMilliseconds(25) };
        _keys = new(Clock);
        Start();
    }

    public SetClock Clock { get; } = new();

    /// <summary>The store itself, past all faults.</summary>
    public IEventStore Raw => (IEventStore?)_inMemory ?? _embedded!;

    /// <summary>What fails as it is told.</summary>
    public FaultyEventStore Store { get; private set; } = null!;

    public IReadOnlyList<(AccountOrders Orders, TransferSteps Steps)> Nodes { get; private set; } = [];

    public Task Died => _mortal.Died;

    public void DieAfter(int appends, bool afterAppend) => _mortal.DieAfter(appends, afterAppend);

    public void Spare() => _mortal.Spare();

    /// <summary>The read model of keys, which the processes share.</summary>
    public KeysUnderTest Keys => _keys;

    public void Restart()
    {
        _mortal.Kill();
        _embedded?.Dispose();
        Start();
    }

    public void Dispose()
    {
        _mortal.Kill();
        _embedded?.Dispose();
        _keys.Dispose();
        _directory?.Dispose();
    }

    private void Start()
    {
        _embedded = _directory is null ? null : EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);
        _mortal = new(Raw);
        Store = new(_mortal) { IsShared = true };
        Nodes = [.. Enumerable.Range(0, NodeCount).Select(_ =>
        {
            var orders = new AccountOrders(new(new(
                Store, EventSerializer.Default, Account.Decider, _keys, _options, Clock, NullLogger.Instance)));
            return (orders, new TransferSteps(orders, Clock, NullLogger<TransferSteps>.Instance));
        })];
    }
}
