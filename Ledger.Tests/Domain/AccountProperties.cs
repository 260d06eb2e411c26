using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

/// <summary>Whatever is ordered, and in whatever order.</summary>
public sealed class AccountProperties
{
    private const long Overdraft = 1000;

    private static Decider<AccountCommand, AccountState, AccountEvent> Decider => Ledger.Domain.Accounts.Account.Decider;

    [Fact]
    public void The_fold_of_the_history_is_the_state() => Generators.Command.ListOf().Holds(commands =>
    {
        var (history, state) = Run(commands);

        history.Aggregate(Decider.Initial, Decider.Evolve).Should().Be(state);
    });

    [Fact]
    public void A_state_carried_forward_at_any_place_leads_to_the_same_end() => Generators.Command.ListOf().Holds(commands =>
    {
        var (history, state) = Run(commands);
        var carried = Decider.Initial;
        foreach (var e in history)
        {
            carried = Decider.Evolve(carried, e);
            carried = Decider.Closing!.CarriedForward(Decider.Closing.Close(carried)!)!;
        }

        carried.Should().Be(state);
    });

    [Fact]
    public void No_account_is_overdrawn_beyond_its_limit() => Generators.Command.ListOf().Holds(commands =>
        Run(commands).History.OfType<FundsWithdrawn>().Should().NotContain(e => e.BalanceAfter.MinorUnits < -Overdraft));

    [Fact]
    public void No_balance_leaves_its_limit() => Generators.Command.ListOf().Holds(commands =>
        Run(commands).History.OfType<FundsDeposited>().Should().NotContain(e => e.BalanceAfter.MinorUnits > OpenedAccount.BalanceLimit));

    [Fact]
    public void Money_is_conserved() => Generators.Command.ListOf().Holds(commands =>
    {
        var (history, state) = Run(commands);
        Int128 sum = 0;
        foreach (var e in history)
        {
            sum += e switch
            {
                FundsDeposited d => d.Amount.MinorUnits,
                FundsWithdrawn w => -w.Amount.MinorUnits,
                _ => 0,
            };
            var after = (e as FundsDeposited)?.BalanceAfter ?? (e as FundsWithdrawn)?.BalanceAfter ?? (e as WithdrawalDeclined)?.Balance;
            (after?.MinorUnits ?? (long)sum).Should().Be((long)sum, "each event says the balance that it led to");
        }

        ((OpenedAccount)state).Balance.MinorUnits.Should().Be((long)sum);
    });

    [Fact]
    public void A_withdrawal_is_declined_only_where_the_money_is_lacking() => Generators.Command.ListOf().Holds(commands =>
        Run(commands).History.OfType<WithdrawalDeclined>().Should().NotContain(e => e.Amount <= e.Available || e.Available != e.Balance + new Money(Overdraft, Euro)));

    private static (List<AccountEvent> History, AccountState State) Run(IEnumerable<AccountCommand> commands)
    {
        var history = new List<AccountEvent> { Opened(overdraft: "10.00") };
        var state = Decider.Evolve(Decider.Initial, history[0]);
        foreach (var decision in commands.Select(command => Decider.Decide(command, state)).OfType<Decision<AccountEvent>.Accepted>())
        {
            history.AddRange(decision.Events);
            state = decision.Events.Aggregate(state, Decider.Evolve);
        }

        return (history, state);
    }
}
