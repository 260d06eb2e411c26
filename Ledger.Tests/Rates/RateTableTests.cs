using Ledger.Api.Rates;
using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;
using static Ledger.Tests.Rates.RateSamples;

namespace Ledger.Tests.Rates;

public sealed class RateTableTests
{
    private static readonly RateTable Bundled = BundledRates.Read();

    [Theory]
    [InlineData("2026-04-10", "2026-04-10", "1.1711")]
    [InlineData("2026-04-11", "2026-04-10", "1.1711")] // a Saturday
    [InlineData("2026-04-12", "2026-04-10", "1.1711")]
    [InlineData("2026-04-13", "2026-04-13", "1.1684")]
    [InlineData("2026-04-06", "2026-04-02", "1.1525")] // Easter Monday, after Good Friday
    [InlineData("2031-01-01", "2026-04-13", "1.1684")]
    [InlineData("2025-01-02", "2025-01-02", "1.0321")]
    public void The_newest_rate_on_or_before_a_day_counts_however_old(string on, string day, string rate)
    {
        var found = Find(Bundled, "USD", "EUR", on)!;

        (found.Day, found.Of.ToString(), found.Source).Should().Be((DateOnly.Parse(day, null), rate, "ECB"));
    }

    [Theory]
    [InlineData("USD", "2025-01-01")]
    [InlineData("KWD", "2026-04-13")]
    public void Before_the_first_day_and_for_other_currencies_there_is_none(string code, string on) => Find(Bundled, code, "EUR", on).Should().BeNull();

    [Fact]
    public void A_cross_rate_is_of_the_newest_day_that_has_both()
    {
        var table = RateTable.Empty.With(
        [
            Figure(Day(1), "USD", "1.1"), Figure(Day(2), "USD", "1.2"), Figure(Day(4), "USD", "1.4"),
            Figure(Day(2), "GBP", "0.82"), Figure(Day(3), "GBP", "0.83"), Figure(Day(5), "GBP", "0.85"),
        ]);

        var found = Find(table, "USD", "GBP", "2026-01-09")!;

        (found.Day, found.Of.ToString(), found.In.ToString()).Should().Be((Day(2), "1.2", "0.82"));
        Find(table, "USD", "GBP", "2026-01-01").Should().BeNull();
        Find(table, "EUR", "GBP", "2026-01-09")!.Day.Should().Be(Day(5));
        table.FirstDay(Currency.Parse("USD"), Currency.Parse("GBP")).Should().Be(Day(2));
        table.FirstDay(Currency.Parse("USD"), Currency.Parse("EUR")).Should().Be(Day(1));
        table.FirstDay(Currency.Parse("EUR"), Currency.Parse("GBP")).Should().Be(Day(2));
        table.FirstDay(Currency.Parse("KWD"), Currency.Parse("GBP")).Should().BeNull();
    }

    [Fact]
    public void Two_publishers_in_one_cross_rate_are_both_named()
    {
        var table = RateTable.Empty.With([Figure(Day(1), "USD", "1.1"), Figure(Day(1), "KWD", "0.36", "example.org")]);

        Find(table, "USD", "KWD", "2026-01-01")!.Source.Should().Be("ECB, example.org");
        Find(table, "EUR", "KWD", "2026-01-01")!.Source.Should().Be("example.org");
    }

    [Fact]
    public void A_later_figure_for_the_same_day_replaces_one_and_only_what_is_new_is_learnt()
    {
        var rates = new KnownRates(Currency.Parse("EUR"), RateTable.Empty.With([Figure(Day(1), "USD", "1.1"), Figure(Day(2), "USD", "1.2")]));

        rates.Learn([Figure(Day(1), "USD", "1.1"), Figure(Day(2), "USD", "1.25"), Figure(Day(3), "USD", "1.3")]).Should().HaveCount(2);
        rates.Learn([Figure(Day(2), "USD", "1.25")]).Should().BeEmpty();

        Find(rates.Table, "USD", "EUR", "2026-01-02")!.Of.ToString().Should().Be("1.25");
        rates.Table.Newest.Should().Be(Day(3));
    }

    [Fact]
    public void The_bundled_table_has_a_year_and_a_quarter_of_thirty_currencies()
    {
        Bundled.Newest.Should().Be(new DateOnly(2026, 4, 13));
        Bundled.Currencies.Should().HaveCountGreaterThan(25).And.Contain(Currency.Parse("ZAR")).And.NotContain(Currency.Parse("EUR"));
        Find(Bundled, "ZAR", "EUR", "2026-04-13")!.Of.ToString().Should().Be("19.3849");
    }

    private static DateOnly Day(int day) => new(2026, 1, day);

    private static RatePair? Find(RateTable table, string of, string @in, string on) =>
        table.Find(Currency.Parse(of), Currency.Parse(@in), DateOnly.Parse(on, null));
}
