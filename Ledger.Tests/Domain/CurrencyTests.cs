using Ledger.Domain.Kernel;

namespace Ledger.Tests.Domain;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2, 100)]
    [InlineData("USD", 2, 100)]
    [InlineData("JPY", 0, 1)]
    [InlineData("KWD", 3, 1000)]
    [InlineData("CLF", 4, 10_000)]
    public void A_currency_knows_its_decimals(string code, int decimals, long unitsPerMajor)
    {
        var currency = Currency.Parse(code);

        currency.Code.Should().Be(code);
        currency.Decimals.Should().Be(decimals);
        currency.UnitsPerMajor.Should().Be(unitsPerMajor);
    }

    [Fact]
    public void Codes_are_three_capitals_and_stand_there_once_and_sorted()
    {
        var codes = Currency.All.Select(currency => currency.Code).ToList();

        codes.Should().OnlyHaveUniqueItems().And.OnlyContain(code => code.Length == 3 && code.All(char.IsAsciiLetterUpper));
        codes.Should().Equal(codes.Order(StringComparer.Ordinal));
        codes.Count.Should().BeGreaterThan(150);
    }

    [Fact]
    public void Decimals_are_from_none_to_four() => Currency.All.Should().OnlyContain(currency => currency.Decimals >= 0 && currency.Decimals <= 4);

    [Fact]
    public void There_is_one_instance_a_code() => Currency.Parse("EUR").Should().BeSameAs(Currency.Parse("EUR"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eur")]
    [InlineData("EURO")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    public void Anything_else_is_no_currency(string? code)
    {
        Currency.TryParse(code, out var none).Should().BeFalse();
        none.Should().BeNull();
    }
}
