using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Mailboxes;

/// <summary>Decides orders one after the other, each on the state that the ones before it will leave. No I/O.</summary>
internal sealed class Planner<TCommand, TState, TEvent>(
    MailboxParts<TCommand, TState, TEvent> parts, Plan<TCommand, TState, TEvent> plan)
    where TState : class
    where TEvent : class
{
    // An append may be this large before the last order joins it: one order's events are far smaller than what remains.
    private const int FullAt = IEventStore.MaxAppendSize - (64 * 1024);

    private readonly Dictionary<Guid, (string? Hash, Func<Position, Outcome<TEvent>.Committed> Answer)> _planned = [];

    public bool IsFull => plan.Size >= FullAt;

    /// <summary>Adds an order that is known not to have been carried out before, unless an order of this plan is the same.</summary>
    public void Add(Submission<TCommand, TEvent> submission)
    {
        var order = submission.Order;
        if (submission.MayBeRepeated && _planned.TryGetValue(order.TransactionId!.Value, out var first))
        {
            if (first.Hash == order.CommandHash)
            {
                Answer(submission, AnswerBasis.Append, position => first.Answer(position) with { Replayed = true });
            }
            else
            {
                Answer(submission, AnswerBasis.State, _ => new Outcome<TEvent>.KeyReused(order.TransactionId.Value));
            }

            return;
        }

        Decision<TEvent> decision;
        try
        {
            decision = parts.Decider.Decide(order.Command, plan.After.State);
        }
        // A decider that throws is a bug, and that of this one order: the others of the batch are carried out.
        catch (Exception fault)
        {
            submission.TrySetException(fault);
            Answer(submission, AnswerBasis.State, _ => Outcome<TEvent>.Contended.Instance);
            return;
        }

        Add(submission, decision);
    }

    /// <summary>Adds an order whose outcome is already in the history.</summary>
    public void AddRecorded(Submission<TCommand, TEvent> submission, Outcome<TEvent> recorded) => Answer(submission, AnswerBasis.History, _ => recorded);

    private void Add(Submission<TCommand, TEvent> submission, Decision<TEvent> decision)
    {
        switch (decision)
        {
            case Decision<TEvent>.Rejected rejected:
                Answer(submission, AnswerBasis.State, _ => new Outcome<TEvent>.Rejected(rejected.Reason));
                break;
            case Decision<TEvent>.Accepted { Events.Count: 0 }:
                Answer(submission, AnswerBasis.State, position => new Outcome<TEvent>.Unchanged(Position.Max(position, plan.Before.Position)));
                break;
            case Decision<TEvent>.Accepted accepted:
                var facts = accepted.Events.Select(e => Record(e, submission.Order)).ToList();
                Outcome<TEvent>.Committed AnswerAt(Position position) => new(facts, position, Replayed: false);
                Answer(submission, AnswerBasis.Append, AnswerAt);
                if (submission.MayBeRepeated)
                {
                    _planned[submission.Order.TransactionId!.Value] = (submission.Order.CommandHash, AnswerAt);
                }

                break;
            default:
                throw new InvalidOperationException("A decision is accepted or rejected.");
        }
    }

    private Fact<TEvent> Record(TEvent e, Order<TCommand> order)
    {
        var fact = Append(e, order, order.TransactionId);
        var next = plan.After.Revision + 1;
        if (parts.Decider.Closing is { } closing && (next + 1) % parts.Options.CloseBooksEvery == 0
            && closing.Close(plan.After.State) is { } closed)
        {
            Append(closed, order, transactionId: null);
        }

        return fact;
    }

    private Fact<TEvent> Append(TEvent e, Order<TCommand> order, Guid? transactionId)
    {
        var (head, now) = (plan.After, Instant.Truncate(parts.Time.GetUtcNow()));
        // Time never runs backwards within a stream, whatever the clock does.
        var recordedAt = now > head.RecordedAt ? now : head.RecordedAt;
        var metadata = new EventMetadata(
            order.CorrelationId, order.CorrelationId, order.Actor, recordedAt, transactionId, transactionId is null ? null : order.CommandHash);
        var revision = head.Revision + 1;
        var (data, chain) = parts.Serializer.Serialize(e, Guid.CreateVersion7(now), metadata, revision, head.Chain);
        plan.Events.Add(data);
        plan.Size += data.Size;
        plan.Transactions.Add((transactionId, revision));
        plan.After = new(parts.Decider.Evolve(head.State, e), revision, chain, recordedAt, head.Position);
        return new(e, metadata, revision, chain);
    }

    private void Answer(Submission<TCommand, TEvent> submission, AnswerBasis basis, Func<Position, Outcome<TEvent>> answer) =>
        plan.Answers.Add(new(submission, basis, answer));
}
