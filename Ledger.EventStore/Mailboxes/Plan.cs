using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;

namespace Ledger.EventStore.Mailboxes;

/// <summary>What an answer rests on, and so what it is worth when the append does not succeed.</summary>
internal enum AnswerBasis
{
    /// <summary>What was recorded before: it holds whatever becomes of the append.</summary>
    History,

    /// <summary>The state that the plan found: it holds if the append succeeds, and wrote nothing if not.</summary>
    State,

    /// <summary>The events of the append itself.</summary>
    Append,
}

/// <param name="Answer">The answer, given the position of the append.</param>
internal sealed record PlannedAnswer<TCommand, TEvent>(
    Submission<TCommand, TEvent> Submission, AnswerBasis Basis, Func<Position, Outcome<TEvent>> Answer);

/// <summary>One append that carries out several orders, and what each will be answered once it is durable.</summary>
internal sealed class Plan<TCommand, TState, TEvent>(StreamName stream, StreamHead<TState> before)
{
    public StreamName Stream { get; } = stream;

    /// <summary>What the plan builds on.</summary>
    public StreamHead<TState> Before { get; } = before;

    /// <summary>What stands after it; its position is known only when it is appended.</summary>
    public StreamHead<TState> After { get; set; } = before;

    public List<EventData> Events { get; } = [];

    /// <summary>The events as they were before they were written down.</summary>
    public List<(TEvent Happened, EventMetadata Metadata, long Revision)> Recorded { get; } = [];

    /// <summary>Bytes of the events so far.</summary>
    public int Size { get; set; }

    /// <summary>The answers, given the position of the append.</summary>
    public List<PlannedAnswer<TCommand, TEvent>> Answers { get; } = [];

    public ExpectedRevision Expected => ExpectedRevision.Before(Before.Revision + 1);
}
