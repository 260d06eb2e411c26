using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>What goes wrong in a round.</summary>
internal enum Trouble
{
    /// <summary>Bytes stop after some of them, before the server has all of a request.</summary>
    CutRequests,

    /// <summary>Bytes stop after some of them, when the server has done what was asked.</summary>
    CutAnswers,

    /// <summary>The next connection is cut while it is made or soon after.</summary>
    CutNext,

    Delay,
    Refuse,
    MoveLeader,
    LoseLeader,
    NodeDies,

    /// <summary>The server breaks calls off, before it has written or after.</summary>
    BrokenCalls,

    /// <summary>The server says that it could not write in time, whether it did or not; that it is not ready; that it may not.</summary>
    Refusals,

    /// <summary>The server takes its time before it writes, longer than anybody waits.</summary>
    LateCommits,

    /// <summary>Answers overtake each other.</summary>
    LateAnswers,

    /// <summary>Every connection breaks, in the middle of an answer, and no node can be reached.</summary>
    Outage,
}

/// <param name="After">How long after the step before it.</param>
/// <param name="Node">Which node; −1 for whichever leads by then.</param>
/// <param name="Amount">Bytes, milliseconds, or a choice, as the trouble has it.</param>
internal sealed record FaultStep(TimeSpan After, Trouble Trouble, int Node, int Amount, CutEnding Ending)
{
    public override string ToString() => $"{After.TotalMilliseconds} ms: {Trouble} node {Node}, {Amount}, {Ending}";
}

/// <summary>The troubles of one round, as its seed has them.</summary>
/// <param name="Lasts">How long they last, unless the work is done before.</param>
internal sealed record FaultPlan(IReadOnlyList<FaultStep> Steps, TimeSpan Lasts)
{
    private static readonly Trouble[] Troubles = Enum.GetValues<Trouble>();

    /// <param name="patience">How long the client tries before it gives up: in some rounds the troubles outlast it.</param>
    public static FaultPlan Draw(Random random, int nodes, TimeSpan patience)
    {
        var steps = new List<FaultStep>();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            steps.Add(Step(random, nodes));
        }

        var outlasts = random.Next(12) == 0;
        return new(steps, outlasts ? patience * 1.5 : TimeSpan.FromMilliseconds(random.Next(5, 30)));
    }

    public override string ToString() => $"{string.Join("; ", Steps)}; for {Lasts.TotalMilliseconds} ms";

    private static FaultStep Step(Random random, int nodes)
    {
        var trouble = random.Next(2) == 0 ? random.Next(2) == 0 ? Trouble.CutRequests : Trouble.CutAnswers : Troubles[random.Next(Troubles.Length)];
        if (trouble == Trouble.NodeDies && random.Next(4) != 0)
        {
            // To stop a server takes a tenth of a second.
            trouble = Trouble.MoveLeader;
        }

        var amount = trouble switch
        {
            Trouble.CutRequests or Trouble.CutAnswers => random.Next(random.Next(2) == 0 ? 300 : 6_000),
            Trouble.CutNext => random.Next(1_000),
            Trouble.Delay => random.Next(1, 15),
            _ => random.Next(100),
        };
        return new(
            TimeSpan.FromMilliseconds(random.Next(2) == 0 ? 0 : random.Next(8)),
            trouble,
            random.Next(3) > 0 ? -1 : random.Next(nodes),
            amount,
            (CutEnding)random.Next(3));
    }
}
