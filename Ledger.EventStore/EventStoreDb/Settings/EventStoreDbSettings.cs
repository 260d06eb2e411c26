using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ledger.EventStore.EventStoreDb.Grpc;

namespace Ledger.EventStore.EventStoreDb.Settings;

/// <summary>How to reach an EventStoreDB. Its text names the nodes and no secret.</summary>
public sealed record EventStoreDbSettings
{
    internal EventStoreDbSettings()
    {
    }

    /// <summary>The node, or some nodes of the cluster.</summary>
    internal IReadOnlyList<Endpoint> Seeds { get; init; } = [];

    /// <summary>Whether the seeds are asked which nodes there are.</summary>
    public bool Discover { get; internal init; }

    public bool Tls { get; internal init; } = true;

    public bool TlsVerifyCert { get; internal init; } = true;

    /// <summary>Certificates that are trusted in place of the system's; <see langword="null"/> for the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; internal init; }

    public NodePreference NodePreference { get; internal init; } = NodePreference.Leader;

    /// <summary>How long a connection is silent before a ping; infinite for no pings.</summary>
    public TimeSpan KeepAliveInterval { get; internal init; } = TimeSpan.FromSeconds(10);

    public TimeSpan KeepAliveTimeout { get; internal init; } = TimeSpan.FromSeconds(10);

    public TimeSpan GossipTimeout { get; internal init; } = TimeSpan.FromSeconds(5);

    public TimeSpan DiscoveryInterval { get; internal init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How often a search asks the seeds before it says that it found nothing; <see cref="int.MaxValue"/> for as often as it takes. Until its
    /// deadline an append or a read has the search begun again.
    /// </summary>
    public int MaxDiscoverAttempts { get; internal init; } = 10;

    /// <summary>How long an append or a read may take, with all its repetitions, before it is given up.</summary>
    public TimeSpan DefaultDeadline { get; internal init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a user is given. It is sent with every call.</summary>
    public bool HasCredentials => Credentials is not null;

    internal AuthenticationHeaderValue? Credentials { get; init; }

    public override string ToString() => string.Join(',', Seeds);

    internal static AuthenticationHeaderValue BasicCredentials(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
