using System.Data.Common;
using System.Text;
using Dapper;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Users;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support.Faults;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>A ledger with accounts and a history, and read models of it.</summary>
internal sealed class ProjectionLab : IDisposable
{
    public static readonly Guid LedgerId = new("11111111-2222-4333-8444-555555555555");

    private static readonly string[] Tables =
    [
        "accounts", "holds", "transactions", "transfers", "transaction_ids", "transaction_id_coverage", "closings", "transaction_search",
        "users", "matches", "match_members", "match_steps",
        "transaction_slots", "transaction_totals",
    ];

    private readonly ScratchDirectory _directory = new();
    private readonly EmbeddedEventStore _embedded;
    private readonly MailboxSet<AccountCommand, AccountState, AccountEvent> _accounts;
    private readonly MailboxSet<UserCommand, UserState, UserEvent> _users;

    /// <param name="stores">Where read models are kept; in files where it is not said.</param>
    public ProjectionLab(ReadModelStores? stores = null)
    {
        ReadModels = stores ?? new SqliteReadModels();
        _embedded = EmbeddedEventStore.Open(_directory["events"], NullLogger.Instance);
        Events = new(_embedded);
        _accounts = new(new(_embedded, EventSerializer.Default, Account.Decider, new ScriptedIndex(), new() { CloseBooksEvery = 7 }, Clock, NullLogger.Instance));
        _users = new(new(_embedded, EventSerializer.Default, User.Decider, new ScriptedIndex(), new(), Clock, NullLogger.Instance));
    }

    public FaultyEventStore Events { get; }

    public SetClock Clock { get; } = new();

    public ReadModelStores ReadModels { get; }

    /// <summary>Read models of that name, empty or as they were left.</summary>
    public IReadModelStore OpenReadModels(string name = "read") => ReadModels.OpenAsync(name).GetAwaiter().GetResult();

    public static IReadOnlyList<IProjection> Projections() => LedgerProjections.All(Currency.Parse("EUR"));

    /// <summary>A runner for each projection, made ready.</summary>
    public async Task<IReadOnlyList<ProjectionRunner>> StartAsync(IReadModelStore store, Guid? ledgerId = null)
    {
        var runners = Projections().Select(projection => RunnerOf(projection, store, ledgerId)).ToList();
        foreach (var runner in runners)
        {
            await runner.StartAsync(Events, CancellationToken.None);
        }

        return runners;
    }

    public ProjectionRunner RunnerOf(IProjection projection, IReadModelStore store, Guid? ledgerId = null) =>
        new(projection, store, ledgerId ?? LedgerId, Clock, NullLogger.Instance);

    public async Task DepositAsync(string id, long cents, string? key = null, TransactionDetails? said = null)
    {
        said ??= new("salary", "ref", """{"a":1}""");
        await ExecuteAsync(id, transaction => new DepositFunds(transaction, new(cents, AccountLab.Euro), null, said), key);
    }

    public Task OpenAsync(string id, string? owner = null) => ExecuteAsync(id, _ => new OpenAccount(id, AccountLab.Euro, owner, new(10, AccountLab.Euro)), null);

    public Task RegisterAsync(string id, string name) => _users.ExecuteAsync(new(User.StreamOf(id)), new(new RegisterUser(id, name), "test", "test"));

    /// <summary>Some accounts, and random movements on them; and users who come, change and go.</summary>
    public async Task FillAsync(int seed, int accounts, int movements, int users = 0)
    {
        var random = new Random(seed);
        for (var i = 0; i < accounts; i++)
        {
            await OpenAsync($"a{i}", i % 2 == 0 ? "owner" : null);
        }

        for (var i = 0; i < movements; i++)
        {
            Clock.Now = Clock.Now.AddSeconds(1);
            if (users > 0)
            {
                await ChangeUserAsync($"u{random.Next(users)}", random);
            }

            if (i % 4 == 3)
            {
                await MatchAsync($"a{random.Next(accounts)}", random);
            }

            var (id, cents, key) = ($"a{random.Next(accounts)}", random.Next(1, 100), random.Next(2) == 0 ? $"key-{i}" : null);
            await (random.Next(2) == 0
                ? DepositAsync(id, cents, key)
                : ExecuteAsync(id, transaction => new WithdrawFunds(transaction, new(cents, AccountLab.Euro), Clock.Now.AddDays(-1), new()), key));
        }
    }

    /// <summary>A match that comes about, is only proposed, is accepted or undone, as it may be.</summary>
    private async Task MatchAsync(string id, Random random)
    {
        var (match, transaction) = (Guid.CreateVersion7(Clock.Now), Guid.CreateVersion7(Clock.Now));
        var target = random.Next(2) == 0
            ? new MatchTarget($"u{random.Next(5)}", OpenItems<MatchedTransaction>.None)
            : new MatchTarget(null, OpenItems.Of([new MatchedTransaction(id, Guid.NewGuid()), new MatchedTransaction("a0", Guid.NewGuid())]), "0.05");
        var grounds = new MatchGrounds("names", "1", "0.9731", new(null, new("[]")));
        var proposed = random.Next(2) == 0;
        if (proposed)
        {
            await ExecuteAsync(id, _ => new ProposeMatch(match, transaction, target, grounds), null);
        }

        if (!proposed || random.Next(2) == 0)
        {
            await ExecuteAsync(id, _ => new MatchTransaction(match, transaction, target, grounds, proposed), null);
        }

        if (random.Next(2) == 0)
        {
            await ExecuteAsync(id, _ => new UnmatchTransaction(match, transaction, "mistaken"), null);
        }
    }

    private Task<Outcome<UserEvent>> ChangeUserAsync(string id, Random random)
    {
        var name = $"Zoë {random.Next(5)}";
        UserCommand command = random.Next(3) switch { 0 => new RegisterUser(id, name), 1 => new RenameUser(name), _ => new RemoveUser() };
        return _users.ExecuteAsync(new(User.StreamOf(id)), new(command, "test", "test"));
    }

    /// <summary>Puts an event there that is no event of the ledger, past every mailbox.</summary>
    public async Task<Position> PoisonAsync(string id, long revision)
    {
        var poison = new EventData(Guid.CreateVersion7(Clock.Now), "funds-deposited.v1", Encoding.UTF8.GetBytes("{\"amount\":"), Encoding.UTF8.GetBytes("{}"));
        var appended = await _embedded.AppendAsync(new(Account.StreamOf(id)), ExpectedRevision.Before(revision), [poison], CancellationToken.None);
        return appended.Should().BeOfType<AppendResult.Appended>().Subject.Position;
    }

    public async Task<List<StoredEvent>> AllEventsAsync()
    {
        var events = new List<StoredEvent>();
        await foreach (var recorded in _embedded.ReadAllAsync(Position.Start, StreamFilter.All, CancellationToken.None))
        {
            events.Add(new(recorded, EventSerializer.Default));
        }

        return events;
    }

    /// <summary>Every row of every table as text.</summary>
    public static async Task<string> DumpAsync(IReadModelStore store, params string[] tables)
    {
        await using var connection = await store.OpenAsync(CancellationToken.None);
        return await DumpAsync(connection, tables);
    }

    public static async Task<string> DumpAsync(DbConnection connection, params string[] tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables.Length == 0 ? Tables : tables)
        {
            text.AppendLine(table);
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"SELECT * FROM {table} ORDER BY 1, 2{(table is "transaction_slots" or "transaction_totals" ? ", 3, 4" : string.Empty)}"))
            {
                text.AppendJoin('|', row.Select(column => $"{column.Key}={column.Value ?? "null"}")).AppendLine();
            }
        }

        return text.ToString();
    }

    public void Dispose()
    {
        ReadModels.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _embedded.Dispose();
        _directory.Dispose();
    }

    private async Task ExecuteAsync(string id, Func<Guid, AccountCommand> command, string? key)
    {
        StreamName stream = new(Account.StreamOf(id));
        var transaction = key is null ? Guid.CreateVersion7(Clock.Now) : TransactionKeys.TransactionIdOf(stream, key);
        await _accounts.ExecuteAsync(
            stream, new(command(transaction), "request", "tester", transaction, key is null ? null : TransactionKeys.HashOf(key, "c")));
    }
}
