using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Settings;

namespace Ledger.Tests.EventStore.EventStoreDb;

public sealed class NodeHandlerTests
{
    [Theory]
    [InlineData("1", 1_000)]
    [InlineData("1000", 1_000)]
    [InlineData("1500", 1_500)]
    [InlineData("-1", -1)]
    public void Connections_are_kept_alive_as_the_settings_say_and_at_most_once_a_second(string setting, int milliseconds)
    {
        using var handler = NodeHandler.Create(ConnectionString.Parse($"esdb://node?keepAliveInterval={setting}&keepAliveTimeout={setting}"));

        handler.KeepAlivePingDelay.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
        handler.KeepAlivePingTimeout.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }
}
