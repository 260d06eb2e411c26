using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.EventStore.EventStoreDb.Grpc;

namespace Ledger.EventStore.EventStoreDb.Settings;

/// <summary>
/// Reads <c>esdb://user:password@host:port?option=value</c>. Whatever is wrong with it is said by its place or by the name of the
/// option, never by what stands before the options: a password may be part of it.
/// </summary>
public static class ConnectionString
{
    private const int DefaultPort = 2113;
    private const string DiscoverSuffix = "+discover";

    private static readonly string[] Schemes = ["esdb", "kurrentdb"];

    private static readonly Dictionary<string, Func<EventStoreDbSettings, string, EventStoreDbSettings>> Options =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["tls"] = (settings, value) => settings with { Tls = Flag(value) },
            ["tlsVerifyCert"] = (settings, value) => settings with { TlsVerifyCert = Flag(value) },
            ["tlsCaFile"] = (settings, value) => settings with { TrustedRoots = Certificates(value) },
            ["nodePreference"] = (settings, value) => settings with { NodePreference = Preference(value) },
            ["keepAliveInterval"] = (settings, value) => settings with { KeepAliveInterval = KeepAlive(value) },
            ["keepAliveTimeout"] = (settings, value) => settings with { KeepAliveTimeout = KeepAlive(value) },
            ["gossipTimeout"] = (settings, value) => settings with { GossipTimeout = Milliseconds(value) },
            ["discoveryInterval"] = (settings, value) => settings with { DiscoveryInterval = Milliseconds(value) },
            ["maxDiscoverAttempts"] = (settings, value) => settings with { MaxDiscoverAttempts = Attempts(value) },
            ["defaultDeadline"] = (settings, value) => settings with { DefaultDeadline = Milliseconds(value) },
        };

    /// <summary>Whether a text means to be a connection string, right or wrong.</summary>
    public static bool IsMeant(string text) => SchemeOf(text) is not null;

    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static EventStoreDbSettings Parse(string text)
    {
        var scheme = SchemeOf(text)
            ?? throw new FormatException("A connection string begins with esdb://, esdb+discover://, kurrentdb:// or kurrentdb+discover://.");
        var rest = text[(scheme.Length + "://".Length)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var (authority, options) = query < 0 ? (rest, string.Empty) : (rest[..query], rest[(query + 1)..]);
        var at = authority.LastIndexOf('@');
        var seeds = Hosts(authority[(at + 1)..]);
        var settings = new EventStoreDbSettings
        {
            Seeds = seeds,
            Discover = scheme.EndsWith(DiscoverSuffix, StringComparison.OrdinalIgnoreCase) || seeds.Count > 1,
            Credentials = at < 0 ? null : Credentials(authority[..at]),
        };
        return WithOptions(settings, options);
    }

    private static string? SchemeOf(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && Schemes.Any(scheme =>
            text[..end].Equals(scheme, StringComparison.OrdinalIgnoreCase) || text[..end].Equals(scheme + DiscoverSuffix, StringComparison.OrdinalIgnoreCase))
            ? text[..end]
            : null;
    }

    private static List<Endpoint> Hosts(string text) =>
        [.. text.TrimEnd('/').Split(',').Select((host, index) => Host(host) ?? throw new FormatException(
            $"Host {index + 1} is not a name or an address with, where it is not {DefaultPort}, a port. Special characters in user and password are percent-encoded."))];

    private static Endpoint? Host(string text)
    {
        // The colons of an IPv6 address stand in brackets.
        var colon = text.LastIndexOf(':');
        if (colon <= text.LastIndexOf(']'))
        {
            return Endpoint.TryCreate(text, DefaultPort);
        }

        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? Endpoint.TryCreate(text[..colon], port)
            : null;
    }

    private static AuthenticationHeaderValue Credentials(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0
            ? throw new FormatException("Before the @ stand a user and a password, with a colon between them.")
            : EventStoreDbSettings.BasicCredentials(Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }

    private static EventStoreDbSettings WithOptions(EventStoreDbSettings settings, string text)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? option : option[..equals];
            if (!Options.TryGetValue(name, out var set))
            {
                // With an @ in it, it may be the rest of a password whose question mark was not encoded.
                var shown = text.Contains('@', StringComparison.Ordinal) ? "What stands behind the question mark" : $"'{name}'";
                throw new FormatException($"{shown} is not an option. There are {string.Join(", ", Options.Keys)}.");
            }

            if (!seen.Add(name))
            {
                throw new FormatException($"Option {name} stands there twice.");
            }

            try
            {
                settings = set(settings, equals < 0 ? string.Empty : Uri.UnescapeDataString(option[(equals + 1)..]));
            }
            catch (FormatException e)
            {
                throw new FormatException($"Option {name} {e.Message}", e);
            }
        }

        return settings;
    }

    private static bool Flag(string value) => bool.TryParse(value, out var flag) ? flag : throw new FormatException("must be true or false.");

    private static TimeSpan Milliseconds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? TimeSpan.FromMilliseconds(number)
            : throw new FormatException("must be a number of milliseconds, 1 or more.");

    private static TimeSpan KeepAlive(string value) => value == "-1" ? Timeout.InfiniteTimeSpan : Milliseconds(value);

    private static int Attempts(string value) => value == "-1" ? int.MaxValue
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new FormatException("must be a number of attempts, 1 or more, or -1 for any number.");

    private static NodePreference Preference(string value) =>
        Enum.GetNames<NodePreference>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse<NodePreference>(known)
            : throw new FormatException("must be leader, follower, random or readOnlyReplica.");

    private static X509Certificate2Collection Certificates(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new FormatException($"names a file that cannot be read: {e.Message}", e);
        }

        return certificates.Count > 0 ? certificates : throw new FormatException("names a file without a certificate in PEM form.");
    }
}
