using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>What became of an append, before it is put in the words of the method that asked.</summary>
internal abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <param name="Revision">Of the last event.</param>
    /// <param name="Position">Of the last event.</param>
    /// <param name="Repeated">Whether the events were there already.</param>
    public sealed record Written(long Revision, Position Position, bool Repeated) : AppendOutcome;

    /// <param name="Actual">The stream's last revision; <see langword="null"/> where there is none.</param>
    public sealed record Conflict(long? Actual) : AppendOutcome;

    public sealed record Deleted : AppendOutcome
    {
        public static readonly Deleted Instance = new();
    }

    public sealed record Refused(AppendRefusal Refusal) : AppendOutcome
    {
        public static readonly Refused NotReady = new(AppendRefusal.NotReady);
    }
}
