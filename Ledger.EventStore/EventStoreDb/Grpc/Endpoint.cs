using System.Globalization;
using System.Net;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>Where a node listens. Names are compared without regard to case.</summary>
internal sealed record Endpoint
{
    private Endpoint(string host, int port) => (Host, Port) = (host, port);

    /// <summary>A name or an address; an IPv6 address without brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <returns><see langword="null"/> where the host is no host or the port no port.</returns>
    public static Endpoint? TryCreate(string host, int port) =>
        Uri.CheckHostName(host) is not UriHostNameType.Unknown and not UriHostNameType.Basic && port is > 0 and <= IPEndPoint.MaxPort
            ? new(host.Trim('[', ']').ToLowerInvariant(), port)
            : null;

    public Uri ToUri(bool tls) => new UriBuilder(tls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Host, Port).Uri;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
