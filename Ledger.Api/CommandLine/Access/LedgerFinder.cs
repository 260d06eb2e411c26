using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Operations;
using Ledger.Api.Settings;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;

namespace Ledger.Api.CommandLine.Access;

/// <summary>Looks for the ledger.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is found is handed to the command.")]
internal static class LedgerFinder
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public static async Task<LedgerAccess> FindAsync(Uri? url, Uri usualUrl, string[] settings, CancellationToken cancellationToken)
    {
        if (url is not null)
        {
            return settings.Length > 0
                ? throw new NotUnderstoodException("Either --url or settings of stores can be given, not both.")
                : await ServiceAtAsync(url, cancellationToken) ?? throw new LedgerUnreachableException($"No ledger answers at {url}.");
        }

        return settings.Length > 0
            ? await OpenAsync(settings, mayBeEmpty: false, silentAt: null, cancellationToken)
            : await ServiceAtAsync(usualUrl, cancellationToken)
                ?? (LedgerAccess)await OpenAsync(settings, mayBeEmpty: false, usualUrl, cancellationToken);
    }

    /// <param name="settings">As arguments of the host, which also reads the environment.</param>
    /// <param name="mayBeEmpty">Whether stores without a ledger in them are good, too; if so, they are made where they are not there.</param>
    /// <param name="silentAt">Where no service answered.</param>
    public static async Task<LedgerAccess.Stores> OpenAsync(
        string[] settings, bool mayBeEmpty, Uri? silentAt, CancellationToken cancellationToken)
    {
        var builder = LedgerApplication.CreateBuilder(settings);
        var read = LedgerSettings.Read(builder.Configuration);
        var nobody = silentAt is null ? string.Empty : $" No service answers at {silentAt} either; say with --url where it is.";
        if (!mayBeEmpty && read.EventStoreDb is null && !File.Exists(Path.Combine(read.DataDirectory, EmbeddedEventStore.FileName)))
        {
            throw new LedgerUnreachableException($"There is no ledger in {Path.GetFullPath(read.DataDirectory)}.{nobody}");
        }

        // What is written to the standard output is the command's alone.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddLedger(read);
        var stores = new LedgerAccess.Stores(builder.Build());
        var where = stores.Where;
        try
        {
            // Opens the event store.
            if (!await stores.Services.GetRequiredService<LedgerId>().FindAsync(cancellationToken) && !mayBeEmpty)
            {
                throw new LedgerUnreachableException($"There is no ledger in {where}.{nobody}");
            }

            return stores;
        }
        catch (DataDirectoryInUseException e)
        {
            await stores.DisposeAsync();
            var answer = silentAt is null ? string.Empty : $" It does not answer at {silentAt}.";
            throw new LedgerUnreachableException(
                $"{char.ToUpperInvariant(where[0])}{where[1..]} are in use by process {e.ProcessId}.{answer} Say with --url where it listens, or stop it.", e);
        }
        catch (Exception e) when (e is StoreUnavailableException)
        {
            await stores.DisposeAsync();
            throw new LedgerUnreachableException(AccessFaults.Describe(e) + nobody, e);
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <returns><see langword="null"/> where no ledger answers.</returns>
    private static async Task<LedgerAccess.Service?> ServiceAtAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = s_patience })
        {
            BaseAddress = new(url, "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_patience);
            if (await client.GetFromJsonAsync<HealthAnswer>("/health/live", Text.Answers, patience.Token) is { Status: "live" })
            {
                return new(url, client);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Nothing is there, or something else is.
        }
        catch
        {
            client.Dispose();
            throw;
        }

        client.Dispose();
        return null;
    }
}
