namespace Ledger.EventStore.Port;

/// <summary>Where an append expects its stream to stand. There is no "any": every writer knows what it builds on.</summary>
public readonly record struct ExpectedRevision
{
    private readonly long _next;

    private ExpectedRevision(long next) => _next = next;

    /// <summary>The stream does not exist.</summary>
    public static ExpectedRevision NoStream => default;

    /// <summary>The revision that the first appended event will have.</summary>
    public long Next => _next;

    /// <summary>The stream's last event has this revision, zero or more.</summary>
    public static ExpectedRevision Exactly(long revision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        return new(revision + 1);
    }

    /// <summary>What to expect where the next revision is known: <see cref="NoStream"/> for zero.</summary>
    public static ExpectedRevision Before(long nextRevision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nextRevision);
        return new(nextRevision);
    }

    public override string ToString() => _next == 0 ? "no stream" : $"revision {_next - 1}";
}
