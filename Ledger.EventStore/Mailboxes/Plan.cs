using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.EventStore.Mailboxes;

/// <summary>One append that carries out several orders, and what each will be answered once it is durable.</summary>
internal sealed class Plan<TCommand, TState, TEvent>(StreamName stream, StreamHead<TState> before)
{
    public StreamName Stream { get; } = stream;

    /// <summary>What the plan builds on.</summary>
    public StreamHead<TState> Before { get; } = before;

    /// <summary>What stands after it; its position is known only when it is appended.</summary>
    public StreamHead<TState> After { get; set; } = before;

    public List<EventData> Events { get; } = [];

    public List<(Guid? TransactionId, long Revision)> Transactions { get; } = [];

    /// <summary>Bytes of the events so far.</summary>
    public int Size { get; set; }

    /// <summary>The answers, given the position of the append.</summary>
    public List<(Submission<TCommand, TEvent> Submission, Func<Position, Outcome<TEvent>> Answer)> Answers { get; } = [];

    public ExpectedRevision Expected => ExpectedRevision.Before(Before.Revision + 1);
}
