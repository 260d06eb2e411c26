using System.Data.Common;
using Ledger.Api.Settings;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.Api.CommandLine.Access;

/// <summary>The ledger cannot be reached; the message says why, and what to do.</summary>
internal sealed class LedgerUnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The ledger was reached, and what was asked of it is refused; the message says why.</summary>
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>The command was given something that it cannot take; the message says what.</summary>
internal sealed class NotUnderstoodException(string message) : Exception(message);

/// <summary>What may stand against a command from outside. Everything else is a bug, and shown as one.</summary>
internal static class AccessFaults
{
    public static bool IsExpected(Exception e) => e is LedgerUnreachableException or RefusedException or NotUnderstoodException or SettingsException or DataDirectoryInUseException
        or StoreUnavailableException or OutcomeUnknownException or StoreCorruptException or SqliteException
        or DbException or HttpRequestException or IOException or UnauthorizedAccessException or TimeoutException;

    public static string Describe(Exception e) => e switch
    {
        StoreUnavailableException { InnerException: { } inner } when !e.Message.Contains(inner.Message, StringComparison.Ordinal) =>
            $"{e.Message} {inner.Message}",
        _ => e.Message,
    };
}
