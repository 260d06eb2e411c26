using System.CommandLine;
using Ledger.Api.Hosting;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Settings;
using Ledger.EventStore.Port;

namespace Ledger.Api.CommandLine.Access;

/// <summary>
/// The ledger as a command reaches it: the running service where there is one, else its stores, opened by the command itself. A command
/// says with <see cref="With"/> how it works with either.
/// </summary>
internal abstract class LedgerAccess : IAsyncDisposable
{
    private LedgerAccess()
    {
    }

    /// <summary>Where it was found, for people: <c>the service at …</c>, <c>the files in …</c>.</summary>
    public abstract string Where { get; }

    /// <summary>
    /// Reaches the ledger: the service at <c>--url</c>; or the stores of the settings that were given as options; or the service that
    /// answers at the usual address; or the stores that the environment names.
    /// </summary>
    /// <exception cref="LedgerUnreachableException">It is at none of these places.</exception>
    public static Task<LedgerAccess> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) => LedgerFinder.FindAsync(
        AccessOptions.Url(parsed), AccessOptions.UsualUrl(), AccessOptions.Settings(parsed), cancellationToken);

    /// <summary>Opens the stores, whether a ledger is in them or not, and whoever else serves them.</summary>
    /// <exception cref="LedgerUnreachableException">The directory is in use.</exception>
    public static async Task<Stores> OpenStoresAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        await LedgerFinder.OpenAsync(AccessOptions.Settings(parsed), mayBeEmpty: true, silentAt: null, cancellationToken);

    /// <summary>Does one of the two.</summary>
    public abstract T With<T>(Func<Service, T> service, Func<Stores, T> stores);

    public abstract ValueTask DisposeAsync();

    /// <summary>The running service.</summary>
    /// <param name="client">Its base address is the service's. It has no time limit, since answers may be streams.</param>
    public sealed class Service(Uri url, HttpClient client) : LedgerAccess
    {
        public HttpClient Client { get; } = client;

        public override string Where => $"the service at {url}";

        public override T With<T>(Func<Service, T> service, Func<Stores, T> stores) => service(this);

        public override ValueTask DisposeAsync()
        {
            Client.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The stores, which this process has open. Everything that the service is made of can be asked for; none of it is started.</summary>
    public sealed class Stores(WebApplication parts) : LedgerAccess
    {
        /// <summary>As <see cref="LedgerServices.AddLedger"/> registers them.</summary>
        public IServiceProvider Services => parts.Services;

        public LedgerSettings Settings => Services.GetRequiredService<LedgerSettings>();

        public IEventStore Events => Services.GetRequiredService<IEventStore>();

        /// <summary>Not to be asked for while the ledger is empty.</summary>
        public Guid LedgerId => Services.GetRequiredService<LedgerId>().Value;

        /// <summary>Not to be asked for while the ledger is empty.</summary>
        public LedgerPositions Positions => Services.GetRequiredService<LedgerPositions>();

        public override string Where => Settings.EventStoreDb is { } eventStoreDb
            ? $"EventStoreDB at {eventStoreDb}"
            : $"the files in {Path.GetFullPath(Settings.DataDirectory)}";

        public override T With<T>(Func<Service, T> service, Func<Stores, T> stores) => stores(this);

        public override ValueTask DisposeAsync() => parts.DisposeAsync();
    }
}
