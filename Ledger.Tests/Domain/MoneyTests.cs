using System.Globalization;
using Ledger.Domain.Kernel;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class MoneyTests
{
    private static readonly Currency Yen = Currency.Parse("JPY");

    [Theory]
    [InlineData(1275, "EUR", "12.75 EUR")]
    [InlineData(5, "EUR", "0.05 EUR")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(0, "EUR", "0.00 EUR")]
    [InlineData(500, "JPY", "500 JPY")]
    [InlineData(-500, "JPY", "-500 JPY")]
    [InlineData(1500, "KWD", "1.500 KWD")]
    [InlineData(1, "CLF", "0.0001 CLF")]
    [InlineData(long.MaxValue, "EUR", "92233720368547758.07 EUR")]
    [InlineData(long.MinValue, "EUR", "-92233720368547758.08 EUR")]
    [InlineData(long.MinValue, "JPY", "-9223372036854775808 JPY")]
    [InlineData(long.MinValue, "CLF", "-922337203685477.5808 CLF")]
    public void An_amount_is_written_with_exactly_its_currencys_decimals(long minorUnits, string currency, string text)
    {
        var money = new Money(minorUnits, Currency.Parse(currency));

        money.ToString().Should().Be(text);
        MoneyText.Parse(text).Should().Be(money);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12.75")]
    [InlineData(" EUR")]
    [InlineData("12.75EUR")]
    [InlineData("12.75 XXX")]
    [InlineData("12.75 eur")]
    [InlineData("12.75 EUR ")]
    [InlineData("12.75  EUR")]
    [InlineData("12.7 EUR")]
    [InlineData("12.750 EUR")]
    [InlineData("12 EUR")]
    [InlineData(".75 EUR")]
    [InlineData("- EUR")]
    [InlineData("-.75 EUR")]
    [InlineData("+1.00 EUR")]
    [InlineData("--1.00 EUR")]
    [InlineData("1,000.00 EUR")]
    [InlineData("1e2.00 EUR")]
    [InlineData("١.٠٠ EUR")]
    [InlineData("500.0 JPY")]
    [InlineData("5.00 KWD")]
    [InlineData("92233720368547758.08 EUR")]
    [InlineData("-92233720368547758.09 EUR")]
    [InlineData("9999999999999999999999999999999999999999.00 EUR")]
    public void Anything_else_is_no_stored_amount(string text) =>
        FluentActions.Invoking(() => MoneyText.Parse(text)).Should().Throw<FormatException>();

    [Fact]
    public void An_amount_is_written_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = "~";
            culture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = culture;
            Amount("-1234.56").ToString().Should().Be("-1234.56 EUR");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Sums_and_differences_that_do_not_fit_throw()
    {
        var (most, least, one) = (new Money(long.MaxValue, Euro), new Money(long.MinValue, Euro), new Money(1, Euro));

        FluentActions.Invoking(() => most + one).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => least - one).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => -least).Should().Throw<OverflowException>();
        (most - one + one).Should().Be(most);
    }

    [Fact]
    public void Amounts_in_different_currencies_never_meet()
    {
        var (euros, yen) = (Amount("1.00"), new Money(100, Yen));

        FluentActions.Invoking(() => euros + yen).Should().Throw<MixedCurrenciesException>();
        FluentActions.Invoking(() => euros - yen).Should().Throw<MixedCurrenciesException>();
        FluentActions.Invoking(() => euros < yen).Should().Throw<MixedCurrenciesException>();
        FluentActions.Invoking(() => euros.CompareTo(yen)).Should().Throw<MixedCurrenciesException>();
        euros.Should().NotBe(yen);
    }

    [Fact]
    public void Amounts_are_ordered_by_size()
    {
        (Amount("-1.00") < Amount("0.99")).Should().BeTrue();
        (Amount("1.00") >= Amount("1.00")).Should().BeTrue();
        (Amount("1.00") <= Amount("0.99")).Should().BeFalse();
        (Amount("1.00") > Amount("0.99")).Should().BeTrue();
        Amount("-0.01").IsNegative.Should().BeTrue();
        Money.Zero(Euro).IsNegative.Should().BeFalse();
    }
}
