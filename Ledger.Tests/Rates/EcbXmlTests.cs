using System.Text;
using Ledger.Api.Rates.Feed;
using Ledger.Domain.Rates;

namespace Ledger.Tests.Rates;

public sealed class EcbXmlTests
{
    [Fact]
    public void A_day_of_the_central_bank_is_read_with_its_rates_and_source()
    {
        var figures = Read(RateSamples.Feed("2026-04-13", ("USD", "1.1684"), ("BGN", "1.9558"), ("JPY", "186.75")));

        figures.Should().Equal(
            RateSamples.Figure(new(2026, 4, 13), "USD", "1.1684"), RateSamples.Figure(new(2026, 4, 13), "JPY", "186.75"));
    }

    [Fact]
    public void Many_days_in_one_feed_are_read_each_with_its_own()
    {
        var figures = Read(
            "<x><Cube><Cube time=\"2026-04-13\"><Cube currency=\"USD\" rate=\"1.1684\"/></Cube>"
            + "<Cube time=\"2026-04-10\"><Cube currency=\"USD\" rate=\"1.1711\"/></Cube></Cube></x>");

        figures.Should().Equal(
            RateSamples.Figure(new(2026, 4, 13), "USD", "1.1684", "host"), RateSamples.Figure(new(2026, 4, 10), "USD", "1.1711", "host"));
    }

    [Fact]
    public void Another_publisher_is_named_as_it_names_itself() =>
        Read("<x><name>Bank of Somewhere</name><Cube time='2026-04-13'><Cube currency='USD' rate='1'/></Cube></x>").Single().Source.Should().Be("Bank of Somewhere");

    [Theory]
    [InlineData("")]
    [InlineData("503 Service Unavailable")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("<x><Cube time='2026-04-13'><Cube currency='USD' rate='1.1'/>")]
    [InlineData("<x><Cube time='2026-04-13'><Cube currency='USD' rate='1,1'/></Cube></x>")]
    [InlineData("<x><Cube time='2026-04-13'><Cube currency='USD' rate='-1'/></Cube></x>")]
    [InlineData("<x><Cube time='2026-04-13'><Cube currency='USD' rate='1'/><Cube currency='JPY' rate='0'/></Cube></x>")]
    [InlineData("<x><Cube time='2026-04-13'><Cube currency='USD'/></Cube></x>")]
    [InlineData("<x><Cube time='13.04.2026'><Cube currency='USD' rate='1'/></Cube></x>")]
    [InlineData("<x><Cube><Cube currency='USD' rate='1'/></Cube></x>")]
    [InlineData("<x><Cube time='2026-04-13'/></x>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a '1.1'>]><x><Cube time='2026-04-13'><Cube currency='USD' rate='&a;'/></Cube></x>")]
    public void Of_a_feed_in_which_something_is_wrong_nothing_is_used(string text) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<FormatException>();

    private static IReadOnlyList<RateFigure> Read(string text) => EcbXml.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "host");
}
