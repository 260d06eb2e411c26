using System.Collections.Concurrent;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Mailboxes;

/// <summary>The mailboxes of one kind of stream: one a stream, made when it is needed, dropped when it has been idle and room is short.</summary>
public sealed class MailboxSet<TCommand, TState, TEvent>(MailboxParts<TCommand, TState, TEvent> parts)
    where TState : class
    where TEvent : class
{
    private const int SweepEvery = 256;

    private readonly ConcurrentDictionary<StreamName, Mailbox<TCommand, TState, TEvent>> _mailboxes = new();
    private long _executed;
    private int _sweeping;

    /// <summary>Carries an order out, exactly once, and answers when it is durable.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used; nothing was or will be written.</exception>
    /// <exception cref="CommandOutcomeUnknownException">Nobody can say yet whether it was carried out.</exception>
    public Task<Outcome<TEvent>> ExecuteAsync(StreamName stream, Order<TCommand> order)
    {
        while (true)
        {
            var mailbox = _mailboxes.GetOrAdd(stream, static (name, parts) => new(parts, name), parts);
            if (mailbox.TryExecute(order, out var outcome))
            {
                SweepIfCrowded();
                return outcome;
            }

            _mailboxes.TryRemove(new(stream, mailbox));
        }
    }

    /// <summary>How many mailboxes there are, how many orders wait in them together, and in the fullest one.</summary>
    public MailboxLoad Load()
    {
        var (open, waiting, longest) = (0, 0L, 0);
        foreach (var (_, mailbox) in _mailboxes)
        {
            var queue = mailbox.Waiting;
            (open, waiting, longest) = (open + 1, waiting + queue, Math.Max(longest, queue));
        }

        return new(open, waiting, longest);
    }

    private void SweepIfCrowded()
    {
        // The count of a concurrent dictionary takes its locks, so it is looked at only now and then.
        if (Interlocked.Increment(ref _executed) % SweepEvery != 0 || _mailboxes.Count <= parts.Options.MaxMailboxes
            || Interlocked.Exchange(ref _sweeping, 1) == 1)
        {
            return;
        }

        try
        {
            var surplus = _mailboxes.Count - (parts.Options.MaxMailboxes * 9 / 10);
            foreach (var entry in _mailboxes.ToArray().OrderBy(entry => entry.Value.LastUsed).Take(surplus))
            {
                if (entry.Value.TryRetire())
                {
                    _mailboxes.TryRemove(entry);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }
}
