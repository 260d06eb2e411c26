using System.Text;
using Ledger.EventStore.EventStoreDb.Settings;

namespace Ledger.Tests.EventStore.EventStoreDb;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("esdb://node", "node:2113", false)]
    [InlineData("ESDB://Node:1113/", "node:1113", false)]
    [InlineData("kurrentdb://10.0.0.1:2113?tls=false", "10.0.0.1:2113", false)]
    [InlineData("esdb://[::1]:2114", "::1:2114", false)]
    [InlineData("esdb://[::1]", "::1:2113", false)]
    [InlineData("esdb+discover://a.example,b.example:2,c.example:3?tls=true", "a.example:2113,b.example:2,c.example:3", true)]
    [InlineData("kurrentdb+discover://a", "a:2113", true)]
    [InlineData("esdb://a,b", "a:2113,b:2113", true)]
    public void The_nodes_are_those_it_names(string text, string nodes, bool discover)
    {
        var settings = ConnectionString.Parse(text);

        settings.ToString().Should().Be(nodes);
        settings.Discover.Should().Be(discover);
    }

    [Fact]
    public void What_is_not_said_is_as_documented()
    {
        var settings = ConnectionString.Parse("esdb://node");

        settings.Tls.Should().BeTrue();
        settings.TlsVerifyCert.Should().BeTrue();
        settings.TrustedRoots.Should().BeNull();
        settings.NodePreference.Should().Be(NodePreference.Leader);
        settings.KeepAliveInterval.Should().Be(TimeSpan.FromSeconds(10));
        settings.KeepAliveTimeout.Should().Be(TimeSpan.FromSeconds(10));
        settings.GossipTimeout.Should().Be(TimeSpan.FromSeconds(5));
        settings.DiscoveryInterval.Should().Be(TimeSpan.FromMilliseconds(100));
        settings.MaxDiscoverAttempts.Should().Be(10);
        settings.DefaultDeadline.Should().Be(TimeSpan.FromSeconds(10));
        settings.HasCredentials.Should().BeFalse();
    }

    [Fact]
    public void Every_option_is_read_without_regard_to_case()
    {
        var settings = ConnectionString.Parse(
            "esdb://node?TLS=False&tlsverifycert=false&NODEPREFERENCE=readonlyreplica&keepAliveInterval=1&keepAliveTimeout=2"
            + "&gossipTimeout=3&discoveryInterval=4&maxDiscoverAttempts=5&defaultDeadline=6");

        settings.Tls.Should().BeFalse();
        settings.TlsVerifyCert.Should().BeFalse();
        settings.NodePreference.Should().Be(NodePreference.ReadOnlyReplica);
        settings.KeepAliveInterval.Should().Be(TimeSpan.FromMilliseconds(1));
        settings.KeepAliveTimeout.Should().Be(TimeSpan.FromMilliseconds(2));
        settings.GossipTimeout.Should().Be(TimeSpan.FromMilliseconds(3));
        settings.DiscoveryInterval.Should().Be(TimeSpan.FromMilliseconds(4));
        settings.MaxDiscoverAttempts.Should().Be(5);
        settings.DefaultDeadline.Should().Be(TimeSpan.FromMilliseconds(6));
    }

    [Fact]
    public void Minus_one_is_no_pings_and_any_number_of_attempts()
    {
        var settings = ConnectionString.Parse("esdb://node?keepAliveInterval=-1&keepAliveTimeout=-1&maxDiscoverAttempts=-1");

        settings.KeepAliveInterval.Should().Be(Timeout.InfiniteTimeSpan);
        settings.KeepAliveTimeout.Should().Be(Timeout.InfiniteTimeSpan);
        settings.MaxDiscoverAttempts.Should().Be(int.MaxValue);
    }

    [Theory]
    [InlineData("esdb://admin:changeit@node", "admin:changeit")]
    [InlineData("esdb://ad%40min:p%3A%2F%3Fw@node:2113?tls=false", "ad@min:p:/?w")]
    [InlineData("esdb://admin:p@ss@node", "admin:p@ss")]
    [InlineData("esdb://admin:p/w@node", "admin:p/w")]
    [InlineData("esdb://admin:@node", "admin:")]
    public void User_and_password_are_decoded(string text, string expected) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(ConnectionString.Parse(text).Credentials!.Parameter!)).Should().Be(expected);

    [Theory]
    [InlineData("", "begins with esdb://")]
    [InlineData("http://node", "begins with esdb://")]
    [InlineData("esdb", "begins with esdb://")]
    [InlineData("esdb://", "Host 1")]
    [InlineData("esdb://a,,b", "Host 2")]
    [InlineData("esdb://a:0", "Host 1")]
    [InlineData("esdb://a:65536", "Host 1")]
    [InlineData("esdb://a:b", "Host 1")]
    [InlineData("esdb://a b", "Host 1")]
    [InlineData("esdb://:secret@node", "a user and a password")]
    [InlineData("esdb://secret@node", "a user and a password")]
    [InlineData("esdb://node?tsl=false", "'tsl' is not an option")]
    [InlineData("esdb://node?tls", "Option tls must be true or false")]
    [InlineData("esdb://node?tls=no", "Option tls must be true or false")]
    [InlineData("esdb://node?tls=true&TLS=false", "Option TLS stands there twice")]
    [InlineData("esdb://node?nodePreference=2", "Option nodePreference must be leader")]
    [InlineData("esdb://node?defaultDeadline=0", "Option defaultDeadline must be a number of milliseconds")]
    [InlineData("esdb://node?defaultDeadline=-1", "Option defaultDeadline must be a number of milliseconds")]
    [InlineData("esdb://node?gossipTimeout=1.5", "Option gossipTimeout must be a number of milliseconds")]
    [InlineData("esdb://node?keepAliveInterval=-2", "Option keepAliveInterval must be a number of milliseconds")]
    [InlineData("esdb://node?maxDiscoverAttempts=0", "Option maxDiscoverAttempts must be a number of attempts")]
    [InlineData("esdb://node?tlsCaFile=/nowhere/ca.pem", "Option tlsCaFile names a file that cannot be read")]
    public void What_is_wrong_is_said(string text, string reason) =>
        FluentActions.Invoking(() => ConnectionString.Parse(text)).Should().Throw<FormatException>().WithMessage($"*{reason}*");

    [Theory]
    [InlineData("esdb://admin:secret@node:port")]
    [InlineData("esdb://admin:sec?ret@node")]
    [InlineData("esdb://admin:1?secret@node")]
    [InlineData("esdb://admin:1?x&secret@node")]
    [InlineData("esdb://admin:secret@no de")]
    [InlineData("esdb://secret@node")]
    [InlineData("esdb://admin:secret@node?tls=maybe")]
    public void No_error_shows_a_password(string text) =>
        FluentActions.Invoking(() => ConnectionString.Parse(text)).Should().Throw<FormatException>()
            .Which.ToString().Should().NotContain("secret").And.NotContain("ret@");

    [Fact]
    public void Settings_as_text_show_the_nodes_and_no_password() =>
        ConnectionString.Parse("esdb://admin:secret@node").ToString().Should().Be("node:2113");
}
