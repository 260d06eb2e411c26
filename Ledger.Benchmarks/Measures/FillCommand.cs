using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>
/// Makes the data directory of a ledger with a long history, through the mailboxes and past HTTP: what it holds is what the service
/// would have written, closed books, declined withdrawals and keyed transactions included.
/// </summary>
internal static class FillCommand
{
    // So many orders are under way at once: enough for the store to commit them in groups.
    private const int AtOnce = 4096;

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The data directory; made where it is not there, added to where it is.", Required = true };
        var accounts = new Option<int>("--accounts") { Description = "Accounts to spread the events over.", DefaultValueFactory = _ => 10_000 };
        var events = new Option<int>("--events") { Description = "Events, the openings included.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("fill", "Fills a data directory with accounts and random transactions, of which every second has a key.") { data, accounts, events };
        command.SetAction((arguments, token) =>
            RunAsync(arguments.GetRequiredValue(data).FullName, arguments.GetValue(accounts), arguments.GetValue(events), token));
        return command;
    }

    private static async Task<int> RunAsync(string data, int accounts, int events, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var store = EmbeddedEventStore.Open(data, NullLogger.Instance);
        await LedgerIdentity.EnsureAsync(store, EventSerializer.Default, Guid.NewGuid(), TimeProvider.System, cancellationToken);
        var mailboxes = new MailboxSet<AccountCommand, AccountState, AccountEvent>(new(
            store, EventSerializer.Default, Account.Decider, new NothingBefore(), new(), TimeProvider.System, NullLogger.Instance));
        var orders = new RandomOrders(accounts, Guid.NewGuid().ToString("N")[..6]);
        for (var done = 0; done < events; done += AtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(Enumerable.Range(done, Math.Min(AtOnce, events - done)).Select(i =>
            {
                var (stream, order) = orders.Next(i);
                return mailboxes.ExecuteAsync(stream, order);
            }));
        }

        var tail = await store.ReadTailAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"{data} holds {tail.Commit:N0} events; {events:N0} orders took {seconds:F1} s");
        return 0;
    }

    /// <summary>First each account is opened, then they are moved on at random.</summary>
    private sealed class RandomOrders(int accounts, string run)
    {
        private static readonly Currency Euro = Currency.Parse("EUR");

        private readonly Random _random = new(1);

        public (StreamName Stream, Order<AccountCommand> Order) Next(int number)
        {
            var opens = number < accounts;
            var id = $"fill-{run}-{(opens ? number : _random.Next(accounts))}";
            var stream = new StreamName(Account.StreamOf(id));
            if (opens)
            {
                return (stream, new(new OpenAccount(id, Euro, $"owner-{number / 3}", Money.Zero(Euro)), "fill", "fill"));
            }

            var key = number % 2 == 0 ? $"{run}-{number}" : null;
            var transaction = key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(stream, key);
            var amount = new Money(_random.Next(1, 10_000), Euro);
            var said = new TransactionDetails("Salary of November", $"ref-{number}");
            AccountCommand command = _random.Next(10) < 6
                ? new DepositFunds(transaction, amount, null, said)
                : new WithdrawFunds(transaction, amount, null, said);
            return (stream, new(command, "fill", "fill", transaction, key is null ? null : TransactionKeys.HashOf(key, "fill")));
        }
    }

    /// <summary>Every run has keys of its own, so none was used before.</summary>
    private sealed class NothingBefore : IKnownTransactions
    {
        public Task<KnownTransactions> FindAsync(StreamName stream, IReadOnlyCollection<Guid> transactionIds, CancellationToken cancellationToken) =>
            Task.FromResult(new KnownTransactions(new Dictionary<Guid, long>(), long.MaxValue));
    }
}
