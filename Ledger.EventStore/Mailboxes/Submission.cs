namespace Ledger.EventStore.Mailboxes;

/// <summary>An order that waits in a mailbox, and whoever waits for its outcome.</summary>
/// <param name="came">When it came, as a timestamp of the mailbox's clock.</param>
internal sealed class Submission<TCommand, TEvent>(Order<TCommand> order, long came)
    : TaskCompletionSource<Outcome<TEvent>>
{
    public Order<TCommand> Order { get; } = order;

    public long Came { get; } = came;

    /// <summary>
    /// Answers, on a thread of its own where others wait for theirs: each caller goes on with its work inside the call otherwise.
    /// </summary>
    public void Answer(Outcome<TEvent> outcome, bool alone)
    {
        if (alone)
        {
            TrySetResult(outcome);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.Submission.TrySetResult(state.Outcome), (Submission: this, Outcome: outcome), preferLocal: false);
        }
    }

    /// <summary>Whether the order may have been carried out already, under the same transaction id.</summary>
    public bool MayBeRepeated => Order.CommandHash is not null && Order.TransactionId is not null;

    /// <summary>The ids that have to be looked up in the history before the order is carried out.</summary>
    public IEnumerable<Guid> LookedUp
    {
        get
        {
            if (MayBeRepeated)
            {
                yield return Order.TransactionId!.Value;
            }

            if (Order.Claim is { } claim)
            {
                yield return claim;
            }

            if (Order.Unless is { } unless)
            {
                yield return unless;
            }
        }
    }
}
