using Dapper;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Users;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Audit;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sqlite;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Audit;

/// <summary>A ledger with its read models in files, which a test spoils by SQL.</summary>
internal sealed class AuditLab : IDisposable
{

    private static readonly Currency Yen = Currency.Parse("JPY");

    private readonly ScratchDirectory _directory = new();
    private readonly MailboxSet<AccountCommand, AccountState, AccountEvent> _accounts;
    private readonly MailboxSet<UserCommand, UserState, UserEvent> _users;

    public AuditLab()
    {
        Events = EmbeddedEventStore.Open(_directory["events"], NullLogger.Instance);
        ReadModels = SqliteReadModelStore.Open(_directory["read"]);
        _accounts = new(new(Events, EventSerializer.Default, Account.Decider, new ScriptedIndex(), new() { CloseBooksEvery = 7 }, Clock, NullLogger.Instance));
        _users = new(new(Events, EventSerializer.Default, User.Decider, new ScriptedIndex(), new(), Clock, NullLogger.Instance));
    }

    public EmbeddedEventStore Events { get; }

    public SqliteReadModelStore ReadModels { get; }

    public SetClock Clock { get; } = new();

    /// <summary>Accounts a0, a1, … with random movements on them, some keyed, some refused, and the read models of it all.</summary>
    public static async Task<AuditLab> FilledAsync(int seed = 1, int accounts = 4, int movements = 120)
    {
        var lab = new AuditLab();
        await lab.FillAsync(new Random(seed), accounts, movements);
        await lab.ProjectAsync();
        return lab;
    }

    /// <summary>The same, with everything else that can happen to money in a0, a1, a3 and a4, and in two that are closed.</summary>
    public static async Task<AuditLab> WithEverythingAsync(int seed = 1, int movements = 40, bool project = true)
    {
        var lab = new AuditLab();
        await lab.FillAsync(new Random(seed), 5, movements);
        await new MoneyStory(lab).TellAsync("a0", "a1", "closed1");
        await new MoneyStory(lab).TellAsync("a3", "a4", "closed2");
        if (project)
        {
            await lab.ProjectAsync();
        }

        return lab;
    }

    /// <summary>The same as the first, with an open hold of a1.</summary>
    public static async Task<AuditLab> WithHoldsAsync()
    {
        var lab = await FilledAsync();
        await lab.DepositAsync("a1", 500);
        await lab.HoldAsync("a1", 100);
        await lab.ProjectAsync();
        return lab;
    }

    public async Task FillAsync(Random random, int accounts, int movements)
    {
        for (var i = 0; i < accounts; i++)
        {
            await OpenAsync($"a{i}", i % 3 == 2 ? Yen : AccountLab.Euro, i % 2 == 0 ? "owner" : null);
        }

        for (var i = 0; i < movements; i++)
        {
            Clock.Now = Clock.Now.AddSeconds(1);
            await MoveAsync(random, random.Next(accounts), random.Next(2) == 0 ? $"key-{random.Next()}" : null);
        }
    }

    public Task OpenAsync(string id, Currency currency, string? owner = null) =>
        ExecuteAsync(id, _ => new OpenAccount(id, currency, owner, new(10, currency)), null);

    public Task MoveAsync(Random random, int account, string? key)
    {
        var amount = new Money(random.Next(1, 100), account % 3 == 2 ? Yen : AccountLab.Euro);
        return ExecuteAsync($"a{account}", random.Next(2) == 0
            ? id => new DepositFunds(id, amount, null, new("salary", "ref", """{"a": 1}"""))
            : id => new WithdrawFunds(id, amount, Clock.Now.AddDays(-1), new("rent")), key);
    }

    public Task DepositAsync(string id, long cents) => ExecuteAsync(id, t => new DepositFunds(t, new(cents, AccountLab.Euro), null, new("gift")), null);

    public Task HoldAsync(string id, long cents) =>
        ExecuteAsync(id, hold => new PlaceHold(hold, new(cents, AccountLab.Euro), null, new("deposit of a key")), null);

    /// <summary>Users of every kind: as registered, renamed, removed, and registered again.</summary>
    public async Task RegisterUsersAsync()
    {
        foreach (var (id, command) in new (string, UserCommand)[]
        {
            ("u0", new RegisterUser("u0", "Zoë Brown")), ("u1", new RegisterUser("u1", "Emma")), ("u1", new RenameUser("Emma Stone")),
            ("u2", new RegisterUser("u2", "Ada")), ("u2", new RemoveUser()), ("u3", new RegisterUser("u3", "Li")), ("u3", new RemoveUser()),
            ("u3", new RegisterUser("u3", "Li Wei")),
        })
        {
            Clock.Now = Clock.Now.AddSeconds(1);
            (await _users.ExecuteAsync(new(User.StreamOf(id)), new(command, "request", "tester"))).Should().BeOfType<Outcome<UserEvent>.Committed>();
        }
    }

    /// <summary>Brings the read models to the end of the log.</summary>
    public async Task ProjectAsync()
    {
        var tail = await Events.ReadTailAsync(CancellationToken.None);
        await ProjectAsync(_ => tail);
    }

    /// <summary>Brings each read model to a position, by its number among the projections.</summary>
    /// <param name="upTo">The position.</param>
    /// <param name="readModels">Others than those in files.</param>
    public async Task ProjectAsync(Func<int, Position> upTo, IReadModelStore? readModels = null)
    {
        foreach (var (i, projection) in ProjectionLab.Projections().Index())
        {
            var runner = new ProjectionRunner(projection, readModels ?? ReadModels, ProjectionLab.LedgerId, Clock, NullLogger.Instance);
            await runner.StartAsync(Events, CancellationToken.None);
            await runner.CatchUpAsync(Events, EventSerializer.Default, LedgerStreams.All, upTo(i), CancellationToken.None);
        }
    }

    public Task<VerificationReport> VerifyAsync(IReadModelStore readModels) =>
        new Verifier(Events, EventSerializer.Default, readModels, LedgerStreams.All, TimeProvider.System).VerifyAsync(new(TimeProvider.System), CancellationToken.None);

    public Task<VerificationReport> VerifyAsync(IEventStore? events = null) =>
        Over(events).VerifyAsync(new(TimeProvider.System), CancellationToken.None);

    public Task<VerificationReport> VerifyAccountAsync(string id, IEventStore? events = null) =>
        Over(events).VerifyAccountAsync(id, new(TimeProvider.System), CancellationToken.None);

    /// <summary>Does something to the log that no ledger does.</summary>
    public Task SpoilEventsAsync(string sql, object? parameters = null) => ExecuteAsync("events/ledger.db", sql, parameters);

    public Task SpoilRowsAsync(string sql, object? parameters = null) => ExecuteAsync("read/read-models.db", LiveTables.OfFirstGeneration(sql), parameters);

    public async Task<List<RecordedEvent>> StreamAsync(string account) => await Events
        .ReadStreamAsync(new(Account.StreamOf(account)), ReadDirection.Forwards, 0, long.MaxValue, CancellationToken.None).ToListAsync();

    public async Task<List<RecordedEvent>> AllAsync() =>
        await Events.ReadAllAsync(Position.Start, LedgerStreams.All, CancellationToken.None).ToListAsync();

    public void Dispose()
    {
        ReadModels.Dispose();
        Events.Dispose();
        _directory.Dispose();
    }

    private Verifier Over(IEventStore? events) => new(events ?? Events, EventSerializer.Default, ReadModels, LedgerStreams.All, TimeProvider.System);

    private async Task ExecuteAsync(string file, string sql, object? parameters)
    {
        await using var connection = new SqliteConnection($"Data Source={_directory[file]};Pooling=False");
        (await connection.ExecuteAsync(sql, parameters)).Should().BePositive("something is to be spoiled");
    }

    public async Task ExecuteAsync(string id, Order<AccountCommand> order)
    {
        var outcome = await _accounts.ExecuteAsync(new(Account.StreamOf(id)), order);
        if (order.Command is not Prompt)
        {
            outcome.Should().BeOfType<Outcome<AccountEvent>.Committed>($"{order.Command} is to be carried out");
        }
    }

    private Task ExecuteAsync(string id, Func<Guid, AccountCommand> command, string? key)
    {
        StreamName stream = new(Account.StreamOf(id));
        var transaction = key is null ? Guid.CreateVersion7(Clock.Now) : TransactionKeys.TransactionIdOf(stream, key);
        return ExecuteAsync(id, new(command(transaction), "request", "tester", transaction, key is null ? null : TransactionKeys.HashOf(key, "c")));
    }
}
