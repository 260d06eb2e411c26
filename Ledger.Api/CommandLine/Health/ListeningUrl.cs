using System.Globalization;
using Ledger.Api.Hosting;

namespace Ledger.Api.CommandLine.Health;

/// <summary>Where a service that was started with the same environment listens, as it can be reached from the same machine.</summary>
internal static class ListeningUrl
{
    /// <summary>What the process's environment says, in the order in which the host reads it.</summary>
    public static Uri OfEnvironment() => Of(new ConfigurationBuilder()
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables("DOTNET_")
        .AddEnvironmentVariables()
        .Build());

    /// <summary>
    /// The first http address of <c>urls</c>, or the first of its addresses; else the first of <c>HTTP_PORTS</c>; else the default.
    /// An address that says "every interface" is reached over loopback. What cannot be understood is passed over, as a port of 0 is,
    /// since nobody can know it.
    /// </summary>
    public static Uri Of(IConfiguration configuration)
    {
        Uri[] urls = [.. Parts(configuration[WebHostDefaults.ServerUrlsKey]).Select(Reachable).OfType<Uri>()];
        return Array.Find(urls, url => url.Scheme == Uri.UriSchemeHttp)
            ?? urls.FirstOrDefault()
            ?? Parts(configuration[WebHostDefaults.HttpPortsKey]).Select(port => Reachable($"http://*:{port}")).OfType<Uri>().FirstOrDefault()
            ?? new Uri(LedgerApplication.DefaultUrl);
    }

    private static string[] Parts(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static Uri? Reachable(string text)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }

        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return address.Port != 0
            && !address.IsUnixPipe
            && !address.IsNamedPipe
            && Uri.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{host}:{address.Port}"), UriKind.Absolute, out Uri? url)
            ? url
            : null;
    }
}
