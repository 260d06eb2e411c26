using System.Runtime.InteropServices;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>What one attempt of an append tells.</summary>
internal enum AppendOutcome
{
    /// <summary>It stands in the log, now or since an earlier attempt.</summary>
    Appended,

    /// <summary>The stream is not where it was expected.</summary>
    Conflict,

    /// <summary>The server did nothing, and may do it later.</summary>
    NotTaken,

    /// <summary>The server did nothing, and will not.</summary>
    Refused,

    /// <summary>It may have been written.</summary>
    Unknown,
}

/// <summary>The answer to one attempt of an append.</summary>
/// <param name="Revision">Of the last event appended, or the stream's actual one; −1 where it has none.</param>
/// <param name="Position">Of the last event appended, where the server says it.</param>
/// <param name="Fault">What went wrong, where something did.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AppendAnswer(AppendOutcome Outcome, long Revision, Position? Position, Exception? Fault)
{
    public static AppendAnswer Appended(long revision, Position? position) => new(AppendOutcome.Appended, revision, position, null);

    public static AppendAnswer Conflict(long actual) => new(AppendOutcome.Conflict, actual, null, null);

    public static AppendAnswer Failed(AppendOutcome outcome, Exception fault) => new(outcome, -1, null, fault);
}
