using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Tests.Support;

/// <summary>Values for properties.</summary>
internal static class Generators
{
    /// <summary>Numbers of every size, the ends of the range among them.</summary>
    public static Gen<long> MinorUnits { get; } = Gen.OneOf(
        Gen.Elements(0L, 1L, -1L, 99L, 100L, -100L, long.MaxValue, long.MinValue, long.MaxValue - 1, long.MinValue + 1),
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        select (((long)high << 32) ^ low) >> shift);

    /// <summary>Amounts in every currency.</summary>
    public static Gen<Money> Money { get; } =
        from minorUnits in MinorUnits
        from currency in Gen.Elements<Currency>(Currency.All)
        select new Money(minorUnits, currency);

    /// <summary>Orders to an account in euros, small enough to meet the overdraft limit often, now and then huge.</summary>
    public static Gen<AccountCommand> Command { get; } =
        from kind in Gen.Choose(0, 9)
        from amount in Gen.OneOf(Gen.Choose(1, 5000).Select(units => (long)units), Gen.Choose(1, 1 << 30).Select(units => (long)units << 32))
        let money = new Money(amount, AccountStory.Euro)
        select kind switch
        {
            0 => AccountStory.Open(),
            < 5 => (AccountCommand)AccountStory.Deposit(money),
            _ => AccountStory.Withdraw(money),
        };

    /// <summary>Checks the property for many values, and names the smallest that breaks it.</summary>
    public static void Holds<T>(this Gen<T> values, Action<T> property) => Prop.ForAll(values.ToArbitrary(), property).QuickCheckThrowOnFailure();
}
