namespace Ledger.EventStore.Port;

/// <summary>Which streams a reader of all events follows: those whose name starts with one of the prefixes.</summary>
/// <param name="Prefixes">None means every stream.</param>
public sealed record StreamFilter(IReadOnlyList<string> Prefixes)
{
    public static StreamFilter All { get; } = new([]);

    public bool Matches(string stream)
    {
        if (Prefixes.Count == 0)
        {
            return true;
        }

        foreach (var prefix in Prefixes)
        {
            if (stream.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

public enum ReadDirection
{
    Forwards,
    Backwards,
}
