namespace Ledger.EventStore.Port;

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <param name="Revision">The revision of the last event of the append.</param>
    /// <param name="Position">The position of the last event of the append.</param>
    public sealed record Appended(long Revision, Position Position) : AppendResult;

    /// <param name="Actual">The stream's last revision; <see langword="null"/> where it has no event.</param>
    public sealed record Conflict(long? Actual) : AppendResult;
}
