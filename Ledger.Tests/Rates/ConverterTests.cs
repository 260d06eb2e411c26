using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Tests.Rates;

/// <summary>Every expected figure was computed by hand, or to more digits by a pocket calculator.</summary>
public sealed class ConverterTests
{
    private static readonly DateOnly Day = new(2026, 4, 13);

    private static readonly RateTable Table = RateTable.Empty.With(
    [
        Figure("USD", "1.1684"), Figure("JPY", "186.75"), Figure("GBP", "0.87058"), Figure("IDR", "20082.05"), Figure("KWD", "0.36"),
        Figure("CHF", "2"), Figure("CAD", "1.6"), Figure("SEK", "0.5"), Figure("NOK", "1"), Figure("DKK", "10.00"),
    ]);

    [Theory]
    [InlineData("116.84 USD", "100.00 EUR", "1.1684")]
    [InlineData("1.00 USD", "0.86 EUR", "1.1684")]
    [InlineData("18675 JPY", "100.00 EUR", "186.75")]
    [InlineData("1 JPY", "0.01 EUR", "186.75")]
    [InlineData("1.000 KWD", "2.78 EUR", "0.36")]
    [InlineData("0.001 KWD", "0.00 EUR", "0.36")]
    [InlineData("20082050.00 IDR", "1000.00 EUR", "20082.05")]
    [InlineData("10.00 DKK", "1.00 EUR", "10.00")]
    public void To_the_euro_an_amount_is_divided_by_the_published_rate(string amount, string converted, string rate) =>
        Of(amount, "EUR").Should().Be((converted, rate));

    [Theory]
    [InlineData("0.01 CHF", "0.00 EUR")]
    [InlineData("0.03 CHF", "0.02 EUR")]
    [InlineData("0.05 CHF", "0.02 EUR")]
    [InlineData("0.07 CHF", "0.04 EUR")]
    [InlineData("0.04 CAD", "0.02 EUR")]
    [InlineData("0.12 CAD", "0.08 EUR")]
    [InlineData("-0.05 CHF", "-0.02 EUR")]
    [InlineData("-0.07 CHF", "-0.04 EUR")]
    public void Half_a_minor_unit_goes_to_the_even_one(string amount, string converted) => Of(amount, "EUR").Converted.Should().Be(converted);

    [Theory]
    [InlineData("100.00 EUR", "JPY", "18675 JPY", "0.005354752343")]
    [InlineData("10.00 EUR", "KWD", "3.600 KWD", "2.777777778")]
    [InlineData("100.00 EUR", "USD", "116.84 USD", "0.855871277")]
    [InlineData("116.84 USD", "GBP", "87.06 GBP", "1.342093777")]
    [InlineData("123.45 USD", "GBP", "91.98 GBP", "1.342093777")]
    [InlineData("1.00 EUR", "IDR", "20082.05 IDR", "0.00004979571309")]
    [InlineData("1.00 EUR", "SEK", "0.50 SEK", "2")]
    [InlineData("5.00 DKK", "CHF", "1.00 CHF", "5")]
    public void To_any_other_currency_it_goes_by_the_exact_cross_rate_which_is_stated_with_ten_digits(
        string amount, string target, string converted, string rate) =>
        Of(amount, target).Should().Be((converted, rate));

    [Fact]
    public void The_amount_is_computed_from_the_cross_rate_before_it_is_rounded() =>
        // Divided by the 0.855871277 that is stated it would be 11683999999453.19.
        Of("10000000000000.00 EUR", "USD").Converted.Should().Be("11684000000000.00 USD");

    [Fact]
    public void What_does_not_fit_64_bits_is_not_converted()
    {
        var most = new Money(long.MaxValue, Currency.Parse("NOK"));
        Converter.Convert(most, Currency.Parse("EUR"), Day, Table)!.Amount.MinorUnits.Should().Be(long.MaxValue);
        Converter.Convert(new(long.MinValue, most.Currency), Currency.Parse("EUR"), Day, Table)!.Amount.MinorUnits.Should().Be(long.MinValue);
        Converter.Convert(new(long.MaxValue, Currency.Parse("SEK")), Currency.Parse("EUR"), Day, Table).Should().BeNull();
    }

    [Fact]
    public void An_amount_in_the_target_or_without_a_rate_is_not_converted()
    {
        Converter.Convert(MoneyText.Parse("1.00 EUR"), Currency.Parse("EUR"), Day, Table).Should().BeNull();
        Converter.Convert(MoneyText.Parse("1.00 USD"), Currency.Parse("USD"), Day, Table).Should().BeNull();
        Converter.Convert(MoneyText.Parse("1 XAF"), Currency.Parse("EUR"), Day, Table).Should().BeNull();
        Converter.Convert(MoneyText.Parse("1.00 USD"), Currency.Parse("XAF"), Day, Table).Should().BeNull();
    }

    [Theory]
    [InlineData("1.1684", true)]
    [InlineData("0.0001", true)]
    [InlineData("20082.050", true)]
    [InlineData("999999999999999999999999999999", true)]
    [InlineData("9999999999999999999999999999999", false)]
    [InlineData("0", false)]
    [InlineData("0.000", false)]
    [InlineData("-1", false)]
    [InlineData("1e5", false)]
    [InlineData("1,5", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1.2.3", false)]
    [InlineData(" 1", false)]
    [InlineData("١", false)]
    [InlineData("N/A", false)]
    [InlineData("", false)]
    public void A_rate_is_a_plain_decimal_above_zero_and_keeps_its_text(string text, bool isRate)
    {
        ExchangeRate.TryParse(text, out var rate).Should().Be(isRate);
        if (isRate)
        {
            rate!.ToString().Should().Be(text);
        }
    }

    private static (string Converted, string Rate) Of(string amount, string target)
    {
        var conversion = Converter.Convert(MoneyText.Parse(amount), Currency.Parse(target), Day, Table)!;
        (conversion.RateDate, conversion.Source).Should().Be((Day, "ECB"));
        return (conversion.Amount.ToString(), conversion.Rate);
    }

    private static RateFigure Figure(string code, string rate) => RateSamples.Figure(Day, code, rate);
}
