using System.Net;
using System.Net.Sockets;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>Where the service is: its address, found once, and what a request says in its Host header.</summary>
internal sealed record Target(EndPoint EndPoint, AddressFamily Family, string Host)
{
    /// <exception cref="ArgumentException">The address is not one of plain HTTP, or its host is not known.</exception>
    public static Target Of(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttp)
        {
            throw new ArgumentException($"'{url}' is not an http:// address; the load generator speaks plain HTTP/1.1.", nameof(url));
        }

        IPAddress address = Find(url.DnsSafeHost);
        return new Target(new IPEndPoint(address, url.Port), address.AddressFamily, url.Authority);
    }

    private static IPAddress Find(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return address;
        }

        try
        {
            IPAddress[] found = Dns.GetHostAddresses(host);
            return Array.Find(found, candidate => candidate.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
        }
        catch (SocketException e)
        {
            throw new ArgumentException($"The host '{host}' is not known: {e.Message}", nameof(host), e);
        }
    }
}
