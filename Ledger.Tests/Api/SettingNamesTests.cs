using Ledger.Api.Settings;
using Microsoft.Extensions.Configuration;

namespace Ledger.Tests.Api;

public sealed class SettingNamesTests
{
    public static TheoryData<string> Names => [.. LedgerSettings.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_name_on_the_list_is_one_of_a_setting(string name)
    {
        // A blank is wrong for every setting, and so shows which one was read.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name.Replace("__", ":", StringComparison.Ordinal), " ")]).Build();

        FluentActions.Invoking(() => LedgerSettings.Read(configuration)).Should().Throw<SettingsException>()
            .Which.Message.Should().StartWith(name).And.NotContain("is not a setting");
    }

    [Fact]
    public void A_setting_that_is_not_known_is_answered_with_those_that_are()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:Foo", "1")]).Build();

        FluentActions.Invoking(() => LedgerSettings.Read(configuration)).Should().Throw<SettingsException>()
            .Which.Message.Should().Contain(string.Join(", ", LedgerSettings.Names));
    }
}
