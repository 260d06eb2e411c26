using System.Security.Cryptography.X509Certificates;
using Ledger.EventStore.EventStoreDb.Settings;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>The connections to the nodes: HTTP/2, kept alive, and trusted as the settings say.</summary>
internal static class NodeHandler
{
    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(5);

    // The handler looks at its connections once a second, and takes no less.
    private static readonly TimeSpan LeastKeepAlive = TimeSpan.FromSeconds(1);

    public static SocketsHttpHandler Create(EventStoreDbSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            // Readers that pause keep a stream each; a connection has a hundred.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = KeepAlive(settings.KeepAliveInterval),
            KeepAlivePingTimeout = KeepAlive(settings.KeepAliveTimeout),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ConnectTimeout = settings.DefaultDeadline < LongestConnecting ? settings.DefaultDeadline : LongestConnecting,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        if (!settings.TlsVerifyCert)
        {
#pragma warning disable CA5359 // The operator asked for it by tlsVerifyCert=false.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (settings.TrustedRoots is { } roots)
        {
            // The rest of the chain, what it is for and the name of the host are judged as the system judges them.
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(roots);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }

    private static TimeSpan KeepAlive(TimeSpan time) => time == Timeout.InfiniteTimeSpan || time > LeastKeepAlive ? time : LeastKeepAlive;
}
