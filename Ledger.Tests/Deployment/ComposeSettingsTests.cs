using Ledger.Api.Settings;
using Microsoft.Extensions.Configuration;

namespace Ledger.Tests.Deployment;

/// <summary>The ledger takes the settings that the Compose files give it.</summary>
public sealed class ComposeSettingsTests
{
    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void The_settings_of_the_ledger_are_read_as_they_are_meant(string file)
    {
        var compose = ComposeFile.Read(file);
        var settings = Read(compose);

        settings.EventStoreDb.Should().NotBeNull();
        settings.Postgres!.ToString().Should().Be(
            $"{compose.ReadModels.Host}:{compose.ReadModels.Port}/{compose.Postgres.Environment["POSTGRES_DB"]}");
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Both_stores_can_be_the_embedded_ones(string file)
    {
        var settings = Read(ComposeFile.Read(file, ("LEDGER_EVENT_STORE", "embedded"), ("LEDGER_READ_MODELS", "embedded")));

        settings.EventStoreDb.Should().BeNull();
        settings.Postgres.Should().BeNull();
    }

    private static LedgerSettings Read(ComposeFile compose) => LedgerSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(compose.Api.Environment.Select(each => KeyValuePair.Create<string, string?>(each.Key.Replace("__", ":", StringComparison.Ordinal), each.Value)))
        .Build());
}
