using System.Security.Cryptography.X509Certificates;
using Ledger.EventStore.EventStoreDb.Settings;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>The connections to the nodes: HTTP/2, kept alive, and trusted as the settings say.</summary>
internal static class NodeHandler
{
    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(5);

    public static SocketsHttpHandler Create(EventStoreDbSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            // Readers that pause keep a stream each; a connection has a hundred.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = settings.KeepAliveInterval,
            KeepAlivePingTimeout = settings.KeepAliveTimeout,
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
}
