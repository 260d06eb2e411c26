namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>What kind of server the nodes play, and what goes wrong with them. It may be changed while they run.</summary>
public sealed class ServerBehaviour
{
    private int _reads;

    /// <summary>Servers before 21.10 have no ServerFeatures.</summary>
    public bool HasServerFeatures { get; set; } = true;

    /// <summary>Servers before 21.10 have no BatchAppend.</summary>
    public bool HasBatchAppend { get; set; } = true;

    /// <summary>Servers before 23.10 do not say when a subscription has caught up or fallen behind.</summary>
    public bool SaysCaughtUp { get; set; } = true;

    /// <summary>Whether an append that was there already is answered without its position, as some servers do.</summary>
    public bool AnswersWithoutPosition { get; set; }

    public string ServerVersion { get; set; } = "23.10.7";

    /// <summary>In bytes.</summary>
    public int MaxAppendSize { get; set; } = 1024 * 1024;

    /// <summary>Set, what a request must carry; an insecure node, which has none, ignores what requests carry.</summary>
    public (string User, string Password)? Credentials { get; set; }

    /// <summary>
    /// Runs before an append is written, and may take its time. Where it throws, the call is broken off and nothing is written.
    /// </summary>
    public Func<AppendInFlight, Task>? BeforeCommit { get; set; }

    /// <summary>Runs after an append was written and before it is answered. Where it throws, the call is broken off.</summary>
    public Func<AppendInFlight, Task>? AfterCommit { get; set; }

    /// <summary>Set, each answer of a BatchAppend waits for up to this long, at random, so that answers overtake each other.</summary>
    public TimeSpan? DelaysAnswers { get; set; }

    /// <summary>How many reads and subscriptions were begun.</summary>
    public int Reads => Volatile.Read(ref _reads);

    internal void CountRead() => Interlocked.Increment(ref _reads);

    /// <summary>Whether an append can be answered without anything to wait for.</summary>
    internal bool IsImmediate => BeforeCommit is null && AfterCommit is null && DelaysAnswers is null;
}
