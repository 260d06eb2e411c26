using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Mailboxes;

/// <summary>Random orders, random repetitions, random faults, random restarts: each order takes effect exactly once.</summary>
public sealed class MailboxPropertyTests
{
    private const int Accounts = 3;

    [Fact]
    public void Every_order_takes_effect_exactly_once_whatever_fails() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => RunAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    /// <summary>One run; the seed that FsCheck prints brings it back.</summary>
    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        using var lab = new AccountLab(new() { CloseBooksEvery = random.Next(2, 9), SettleWithin = TimeSpan.FromMilliseconds(30), MaxBatch = random.Next(1, 40) });
        lab.Store.IsShared = true;
        for (var account = 0; account < Accounts; account++)
        {
            await lab.OpenAsync($"{account}", overdraft: 20).FactAsync();
        }

        var orders = Enumerable.Range(0, 80).Select(i => new RandomOrder(
            $"{random.Next(Accounts)}", $"key-{i}", random.Next(1, 60), random.Next(2) == 0)).ToList();
        for (var round = 0; round < 2; round++)
        {
            lab.Store.Next([.. Enumerable.Range(0, 25).Select(_ => AnyFault(random, lab))]);
            var shuffled = orders.Concat(orders.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();
            await Task.WhenAll(shuffled.Select(order => UntilAnsweredAsync(lab, order)));
            if (random.Next(2) == 0)
            {
                lab.ForgetMailboxes();
            }
        }

        await CheckAsync(lab, orders);
    }

    private static Fault AnyFault(Random random, AccountLab lab) => random.Next(6) switch
    {
        0 => AppendFaults.AnswerLost,
        1 => AppendFaults.RequestLost,
        2 => AppendFaults.Unavailable,
        3 => AppendFaults.Overtaken(() => lab.RivalDepositAsync(1, id: "0")),
        _ => AppendFaults.None,
    };

    private static async Task UntilAnsweredAsync(AccountLab lab, RandomOrder order)
    {
        while (true)
        {
            try
            {
                if (await order.SendAsync(lab).WaitAsync(TimeSpan.FromSeconds(20)) is Outcome<AccountEvent>.Committed)
                {
                    return;
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or CommandOutcomeUnknownException)
            {
                await Task.Delay(5);
            }
        }
    }

    private static async Task CheckAsync(AccountLab lab, List<RandomOrder> orders)
    {
        for (var account = 0; account < Accounts; account++)
        {
            var id = $"{account}";
            var facts = (await lab.HistoryAsync(id)).Select(e => e.Happened).OfType<TransactionEvent>().ToList();
            facts.Where(fact => fact.TransactionId.Version == 5).Select(fact => fact.TransactionId).Should().BeEquivalentTo(
                orders.Where(order => order.Account == id).Select(order => AccountLab.TransactionOf(order.Key, id)));
            facts.OfType<FundsWithdrawn>().Should().OnlyContain(fact => fact.BalanceAfter.MinorUnits >= -20);
            var sum = facts.Sum(fact => fact switch
            {
                FundsDeposited deposited => deposited.Amount.MinorUnits,
                FundsWithdrawn withdrawn => -withdrawn.Amount.MinorUnits,
                _ => 0,
            });
            (await lab.VerifiedBalanceAsync(id)).Should().Be(sum);
        }
    }

    private sealed record RandomOrder(string Account, string Key, int Cents, bool IsDeposit)
    {
        public Task<Outcome<AccountEvent>> SendAsync(AccountLab lab) =>
            IsDeposit ? lab.DepositAsync(Cents, Key, Account) : lab.WithdrawAsync(Cents, Key, Account);
    }
}
