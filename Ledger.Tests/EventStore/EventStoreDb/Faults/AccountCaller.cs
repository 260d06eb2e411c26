using System.Diagnostics;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>
/// Asks for deposits and withdrawals. With a key it asks again until it is answered; without one it takes what it is told for good,
/// since to ask again would be another transaction.
/// </summary>
internal sealed class AccountCaller(
    MailboxSet<AccountCommand, AccountState, AccountEvent> accounts, TransactionJournal journal, IReadOnlyList<StreamName> streams, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Currency Euro = Currency.Parse("EUR");

    public async Task CallAsync(int orders)
    {
        for (; orders > 0; orders--)
        {
            var stream = streams[random.Next(streams.Count)];
            var key = random.Next(3) == 0 ? null : $"key-{random.NextInt64()}";
            var order = OrderOf(stream, random.Next(1, 50), random.Next(2) == 0, key);
            for (var times = key is not null && random.Next(4) == 0 ? 2 : 1; times > 0; times--)
            {
                await SettleAsync(stream, order);
            }
        }
    }

    private async Task SettleAsync(StreamName stream, Order<AccountCommand> order)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            if (await AskAsync(stream, order) || order.CommandHash is null)
            {
                return;
            }

            await Task.Delay(random.Next(1, 10));
        }
        while (Stopwatch.GetElapsedTime(began) < Patience);

        throw new TimeoutException($"An order to {stream} could not be settled.");
    }

    /// <returns>Whether it was carried out, now or before.</returns>
    private async Task<bool> AskAsync(StreamName stream, Order<AccountCommand> order)
    {
        var transaction = order.TransactionId!.Value;
        try
        {
            var outcome = await accounts.ExecuteAsync(stream, order).WaitAsync(Patience);
            if (outcome is Outcome<AccountEvent>.Committed committed)
            {
                journal.Committed(stream, transaction, committed);
                return true;
            }

            outcome.Should().BeOfType<Outcome<AccountEvent>.Contended>("the account is open, and every key is new");
            Unsuccessful(order, outcome);
        }
        catch (StoreUnavailableException e)
        {
            Unsuccessful(order, e);
        }
        catch (CommandOutcomeUnknownException e)
        {
            e.TransactionId.Should().Be(transaction);
            journal.Unknown(transaction);
        }

        return false;
    }

    /// <summary>With a key the same transaction is asked for again, and may yet be there.</summary>
    private void Unsuccessful(Order<AccountCommand> order, object reason)
    {
        if (order.CommandHash is null)
        {
            journal.Never(order.TransactionId!.Value, reason);
        }
    }

    private Order<AccountCommand> OrderOf(StreamName stream, long cents, bool isDeposit, string? key)
    {
        var transaction = key is null ? NewId() : TransactionKeys.TransactionIdOf(stream, key);
        var amount = new Money(cents, Euro);
        AccountCommand command = isDeposit
            ? new DepositFunds(transaction, amount, null, new("in", key))
            : new WithdrawFunds(transaction, amount, null, new("out", key));
        return new(command, "request", "tester", transaction, key is null ? null : TransactionKeys.HashOf(key, $"{isDeposit} {cents}"));
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);

        // Version 7: drawn, not derived from a key.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        return new(bytes, bigEndian: true);
    }
}
