using Ledger.Projections.Postgres;

namespace Ledger.Tests.Projections.Postgres;

public sealed class PostgresSettingsTests
{
    [Theory]
    [InlineData("Host=db;Username=ledger;Password=hush;Database=books", "db:5432/books")]
    [InlineData("Host=db;Port=6432;Username=ledger;Password=hush", "db:6432/ledger")]
    [InlineData("host = db ; user id = ledger ; SSL Mode = VerifyFull ; Search Path = ledger", "db:5432/ledger")]
    [InlineData("Host=/var/run/postgresql;Username=ledger;Database=books", "/var/run/postgresql:5432/books")]
    public void Its_text_names_the_server_and_nothing_else(string text, string name) => PostgresSettings.Parse(text).ToString().Should().Be(name);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hush")]
    [InlineData("esdb://admin:hush@db:2113")]
    [InlineData("postgres://ledger:hush@db/books")]
    [InlineData("Username=ledger;Password=hush")]
    [InlineData("Host=;Password=hush")]
    [InlineData("Host=db;Passwrd=hush")]
    [InlineData("Host=db;Port=hush")]
    [InlineData("Host=db;SSL Mode=hush")]
    [InlineData("Host=db;Password=hush;Minimum Pool Size=9;Maximum Pool Size=3")]
    public void What_cannot_be_used_is_refused_without_showing_a_value(string text) =>
        FluentActions.Invoking(() => PostgresSettings.Parse(text)).Should().Throw<FormatException>().Which.ToString().Should().NotContain("hush");
}
