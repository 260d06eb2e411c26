using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Mailboxes;

/// <summary>The mailboxes of accounts over an embedded store that fails when it is told to, and a rival writer that never does.</summary>
internal sealed class AccountLab : IDisposable
{
    public static readonly Currency Euro = Currency.Parse("EUR");

    private readonly ScratchDirectory _directory = new();
    private readonly MailboxOptions _options;
    private MailboxSet<AccountCommand, AccountState, AccountEvent> _accounts = null!;
    private MailboxSet<AccountCommand, AccountState, AccountEvent> _rival = null!;
    private EmbeddedEventStore _embedded = null!;
    private MortalStore _mortal = null!;

    public AccountLab(MailboxOptions? options = null)
    {
        _options = options ?? new();
        Start();
    }

    public FaultyEventStore Store { get; private set; } = null!;

    public SetClock Clock { get; } = new();

    /// <summary>The index of transactions; a change counts from the next restart.</summary>
    public IKnownTransactions Known { get; set; } = new ScriptedIndex();

    /// <summary>Everything that is held in memory is lost; what is on disk is opened anew.</summary>
    public void Restart()
    {
        _mortal.Kill();
        _embedded.Dispose();
        Start();
    }

    /// <summary>The mailboxes are lost, as in another process.</summary>
    public void ForgetMailboxes()
    {
        _mortal.Kill();
        Live();
    }

    public MailboxLoad Load() => _accounts.Load();

    public Task<Outcome<AccountEvent>> OpenAsync(string id = "a", long overdraft = 0, string? owner = null) =>
        ExecuteAsync(id, new OpenAccount(id, Euro, owner, new(overdraft, Euro)), null);

    public Task<Outcome<AccountEvent>> DepositAsync(long cents, string? key = null, string id = "a") =>
        _accounts.ExecuteAsync(StreamOf(id), DepositOf(id, cents, key));

    public Task<Outcome<AccountEvent>> WithdrawAsync(long cents, string? key = null, string id = "a") =>
        _accounts.ExecuteAsync(StreamOf(id), WithdrawalOf(id, cents, key));

    // The rival is another writer: it has its own mailboxes, straight over the store.
    public Task<Outcome<AccountEvent>> RivalOpenAsync() =>
        _rival.ExecuteAsync(StreamOf("a"), new(new OpenAccount("a", Euro, null, Money.Zero(Euro)), "request", "rival"));

    public Task<Outcome<AccountEvent>> RivalDepositAsync(long cents, string? key = null, string id = "a") =>
        _rival.ExecuteAsync(StreamOf(id), DepositOf(id, cents, key));

    public Task<Outcome<AccountEvent>> RivalWithdrawAsync(long cents) =>
        _rival.ExecuteAsync(StreamOf("a"), WithdrawalOf("a", cents, null));

    public Task<Outcome<AccountEvent>> ExecuteAsync(string id, AccountCommand command, Guid? transaction) =>
        _accounts.ExecuteAsync(StreamOf(id), new(command, "request", "tester", transaction));

    public Task<Outcome<AccountEvent>> OrderAsync(Order<AccountCommand> order, string id = "a") => _accounts.ExecuteAsync(StreamOf(id), order);

    public Task<Outcome<AccountEvent>> RivalOrderAsync(Order<AccountCommand> order, string id = "a") => _rival.ExecuteAsync(StreamOf(id), order);

    public static Guid TransactionOf(string key, string id = "a") => TransactionKeys.TransactionIdOf(StreamOf(id), key);

    public async Task<IReadOnlyList<StoredEvent>> HistoryAsync(string id = "a")
    {
        var events = new List<StoredEvent>();
        await foreach (var recorded in _embedded.ReadStreamAsync(StreamOf(id), ReadDirection.Forwards, 0, long.MaxValue, CancellationToken.None))
        {
            events.Add(new(recorded, EventSerializer.Default));
        }

        return events;
    }

    public async Task<int> CountAsync<TEvent>(string id = "a") => (await HistoryAsync(id)).Count(e => e.Happened is TEvent);

    /// <summary>Checks the whole history of an account, and answers the balance that it leads to.</summary>
    public async Task<long> VerifiedBalanceAsync(string id = "a")
    {
        var folded = HistoryProof.Verify(StreamOf(id), await HistoryAsync(id), _options.CloseBooksEvery);
        var loader = new StreamLoader<AccountCommand, AccountState, AccountEvent>(_embedded, EventSerializer.Default, Account.Decider);
        var loaded = await loader.LoadAsync(StreamOf(id), long.MaxValue, null, CancellationToken.None);
        loaded.State.Should().Be(folded, "a cold load from the newest closing gives what the whole history gives");
        return ((OpenedAccount)folded).Balance.MinorUnits;
    }

    public void Dispose()
    {
        // An append that is not settled would be sent again as long as the tests run.
        _mortal.Kill();
        Store.Release();
        _embedded.Dispose();
        _directory.Dispose();
    }

    private static StreamName StreamOf(string id) => new(Account.StreamOf(id));

    private static Order<AccountCommand> DepositOf(string id, long cents, string? key) =>
        OrderOf(id, transaction => new DepositFunds(transaction, new(cents, Euro), null, new("in", key)), $"d{cents}", key);

    private static Order<AccountCommand> WithdrawalOf(string id, long cents, string? key) =>
        OrderOf(id, transaction => new WithdrawFunds(transaction, new(cents, Euro), null, new("out", key)), $"w{cents}", key);

    private static Order<AccountCommand> OrderOf(string id, Func<Guid, AccountCommand> command, string content, string? key)
    {
        var transaction = key is null ? Guid.CreateVersion7(DateTimeOffset.UnixEpoch) : TransactionOf(key, id);
        return new(command(transaction), "request", "tester", transaction, key is null ? null : TransactionKeys.HashOf(key, content));
    }

    private void Start()
    {
        _embedded = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);
        Store = new(_embedded);
        _rival = MailboxesOver(_embedded);
        Live();
    }

    private void Live()
    {
        _mortal = new(Store);
        _accounts = MailboxesOver(_mortal);
    }

    private MailboxSet<AccountCommand, AccountState, AccountEvent> MailboxesOver(IEventStore store) =>
        new(new(store, EventSerializer.Default, Account.Decider, Known, _options, Clock, NullLogger.Instance));
}
