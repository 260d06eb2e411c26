using System.Data.Common;
using Ledger.Api.Hosting;
using Ledger.Api.Settings;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;

namespace Ledger.Api.CommandLine;

/// <summary>Serves the API until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <returns>0 after a clean stop, 1 where it could not start; the reason is then on the error stream in a sentence.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = await LedgerApplication.BuildAsync(args, cancellationToken);
            await app.StartAsync(cancellationToken);
            Announce(app);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is SettingsException or DataDirectoryInUseException or StoreCorruptException or StoreUnavailableException or OutcomeUnknownException
            or EventStore.Sqlite.SqliteException or DbException or IOException or UnauthorizedAccessException or FormatException)
        {
            await Console.Error.WriteLineAsync($"The ledger cannot start. {e.Message}");
            return 1;
        }
    }

    private static void Announce(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<LedgerSettings>();
        foreach (var url in app.Urls)
        {
            Console.WriteLine($"Ledger is ready at {url}. API documentation: {url}/swagger");
        }

        var files = Path.GetFullPath(settings.DataDirectory);
        Console.WriteLine((settings.EventStoreDb, settings.Postgres) switch
        {
            (null, null) => $"Its files are in {files}. Press Ctrl+C to stop.",
            ({ } events, null) => $"Its events are in EventStoreDB at {events}, its other files are in {files}. Press Ctrl+C to stop.",
            (null, { } readModels) => $"Its events are in {files}, its read models in PostgreSQL at {readModels}. Press Ctrl+C to stop.",
            ({ } events, { } readModels) => $"Its events are in EventStoreDB at {events}, its read models in PostgreSQL at {readModels}. Press Ctrl+C to stop.",
        });
    }
}
