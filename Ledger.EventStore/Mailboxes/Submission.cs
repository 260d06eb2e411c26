namespace Ledger.EventStore.Mailboxes;

/// <summary>An order that waits in a mailbox, and whoever waits for its outcome.</summary>
internal sealed class Submission<TCommand, TEvent>(Order<TCommand> order)
    : TaskCompletionSource<Outcome<TEvent>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Order<TCommand> Order { get; } = order;

    /// <summary>Whether the order may have been carried out already, under the same transaction id.</summary>
    public bool MayBeRepeated => Order.CommandHash is not null && Order.TransactionId is not null;
}
