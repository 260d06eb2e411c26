using FsCheck.Fluent;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;

namespace Ledger.Tests.Domain;

public sealed class MoneyProperties
{
    [Fact]
    public void Every_amount_is_read_as_it_was_written() => Generators.Money.Holds(money =>
    {
        MoneyText.Parse(money.ToString()).Should().Be(money);
        MoneyText.Amount(money).Length.Should().BeLessThanOrEqualTo(MoneyText.MaxLength);
    });

    [Fact]
    public void Every_currency_writes_and_reads_the_ends_of_the_range()
    {
        foreach (var currency in Currency.All)
        {
            foreach (var minorUnits in new[] { long.MinValue, -1, 0, 1, long.MaxValue })
            {
                var money = new Money(minorUnits, currency);
                MoneyText.Parse(money.ToString()).Should().Be(money);
            }
        }
    }

    [Fact]
    public void The_text_says_the_exact_decimal_value() => Generators.Money.Holds(money =>
        decimal.Parse(MoneyText.Amount(money)).Should().Be((decimal)money.MinorUnits / money.Currency.UnitsPerMajor));

    [Fact]
    public void A_sum_is_exact_or_it_throws() => Generators.MinorUnits.Two().Holds(pair =>
    {
        var (left, right) = (new Money(pair.Item1, AccountStory.Euro), new Money(pair.Item2, AccountStory.Euro));
        var exact = (Int128)pair.Item1 + pair.Item2;
        if (exact >= long.MinValue && exact <= long.MaxValue)
        {
            (left + right).MinorUnits.Should().Be((long)exact);
        }
        else
        {
            FluentActions.Invoking(() => left + right).Should().Throw<OverflowException>();
        }
    });
}
