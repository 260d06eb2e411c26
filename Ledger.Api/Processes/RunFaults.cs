using System.Data.Common;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.Api.Processes;

/// <summary>Why something was not carried out, for whoever asks about it. What is not known here stands in the log.</summary>
internal static class RunFaults
{
    public static string WhyNot(Exception fault) => fault switch
    {
        OperationCanceledException => "It was not carried out: the service was stopped.",
        StoreUnavailableException or StoreCorruptException or SqliteException or TimeoutException => $"It could not be carried out. {fault.Message}",
        DbException => "It could not be carried out: the read models cannot be read.",
        _ => "It could not be carried out; the log says why.",
    };
}
