using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.EventStoreDb.FaultRounds;

/// <summary>One run: callers of a few accounts through the mailboxes of two processes, while everything beneath them fails.</summary>
internal sealed class MailboxRounds : IAsyncDisposable
{
    private const int Callers = 8;
    private const int Overdraft = 20;
    private const int ForgetEvery = 7;

    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly StreamName[] Accounts = [new(Account.StreamOf("a")), new(Account.StreamOf("b")), new(Account.StreamOf("c"))];

    private readonly FaultLab _lab;
    private readonly Random _random;
    private readonly MailboxOptions _options;
    private readonly TransactionJournal _journal;
    private readonly EventStoreDbStore[] _stores;
    private readonly MortalStore[] _mortals;
    private readonly MailboxSet<AccountCommand, AccountState, AccountEvent>[] _processes;

    private MailboxRounds(FaultLab lab, Random random)
    {
        (_lab, _random) = (lab, random);
        _options = new() { CloseBooksEvery = random.Next(3, 30), MaxBatch = random.Next(1, 20), SettleWithin = TimeSpan.FromMilliseconds(500) };
        _journal = new(lab.Truth, _options.CloseBooksEvery);
        _stores = [lab.NewStore(), lab.NewStore()];
        _mortals = [.. _stores.Select(store => new MortalStore(store))];
        _processes = [.. _mortals.Select(MailboxesOver)];
    }

    /// <returns>What it went through, in a sentence.</returns>
    public static async Task<string> RunAsync(int seed, int rounds, bool isOld)
    {
        var random = new Random(seed);
        await using var lab = await FaultLab.StartAsync(random.Next(3) == 0 ? 1 : 3, seed, isOld);
        await using var run = new MailboxRounds(lab, random);
        await run.OpenAsync();
        await lab.RunAsync(random, rounds, run.RoundAsync);
        return await run.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // What a mailbox still had to settle would be sent again as long as the tests run.
        Array.ForEach(_mortals, store => store.Kill());
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    private async Task OpenAsync()
    {
        foreach (var account in Accounts)
        {
            var open = new OpenAccount(account.Value[Account.StreamPrefix.Length..], Euro, null, new(Overdraft, Euro));
            while (!await IsOpenAsync(account, open))
            {
                await Task.Delay(10);
            }
        }
    }

    /// <summary>Nothing fails yet, and yet a busy machine may be too slow for a call.</summary>
    private async Task<bool> IsOpenAsync(StreamName account, OpenAccount open)
    {
        try
        {
            return await _processes[0].ExecuteAsync(account, new(open, "request", "tester"))
                is Outcome<AccountEvent>.Committed or Outcome<AccountEvent>.Unchanged;
        }
        catch (Exception e) when (e is StoreUnavailableException or CommandOutcomeUnknownException)
        {
            return false;
        }
    }

    private async Task RoundAsync(int round, FaultPlan plan)
    {
        if (round % ForgetEvery == ForgetEvery - 1)
        {
            // What it was at goes on, as an append does that is still on its way when its process has died.
            _processes[1] = MailboxesOver(_mortals[1]);
        }

        var callers = Enumerable.Range(0, Callers)
            .Select(i => new AccountCaller(_processes[i % 2], _journal, Accounts, new(_random.Next())))
            .ToList();
        await _lab.RunAsync(plan, () => Task.WhenAll(callers.Select(caller => caller.CallAsync(3))));
    }

    private async Task<string> EndAsync()
    {
        // What was held back somewhere has its chance to be written after all.
        await Task.Delay(FaultLab.Patience * 1.5);
        foreach (var process in _processes)
        {
            // Whatever a mailbox still had to settle is settled before it takes this.
            await new AccountCaller(process, _journal, Accounts, _random).CallAsync(Accounts.Length);
        }

        _journal.Check(Accounts, Overdraft);
        return $"{_lab.Nodes} nodes, {_journal}";
    }

    private MailboxSet<AccountCommand, AccountState, AccountEvent> MailboxesOver(IEventStore store) =>
        new(new(store, EventSerializer.Default, Account.Decider, new ScriptedIndex(), _options, _lab.Time, NullLogger.Instance));
}
