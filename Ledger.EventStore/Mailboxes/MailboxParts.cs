using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.Mailboxes;

/// <summary>What all mailboxes of one kind share.</summary>
public sealed record MailboxParts<TCommand, TState, TEvent>(
    IEventStore Store,
    EventSerializer Serializer,
    Decider<TCommand, TState, TEvent> Decider,
    IKnownTransactions Known,
    MailboxOptions Options,
    TimeProvider Time,
    ILogger Log)
    where TState : class
    where TEvent : class
{
    internal StreamLoader<TCommand, TState, TEvent> Loader { get; } = new(Store, Serializer, Decider);
}
