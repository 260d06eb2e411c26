using System.Net.Security;
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
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, roots);
        }

        return handler;
    }

    private static TimeSpan KeepAlive(TimeSpan time) => time == Timeout.InfiniteTimeSpan || time > LeastKeepAlive ? time : LeastKeepAlive;

    /// <summary>Everything but the chain's root is judged as the system judges it.</summary>
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection roots)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
