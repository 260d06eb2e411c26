namespace Ledger.Domain.Kernel;

/// <summary>
/// What decides for one kind of stream: pure functions, no clock, no ids made, no I/O.
/// </summary>
/// <param name="Initial">The state before the first event.</param>
/// <param name="Evolve">The state after an event. An event of an unknown kind throws: history is never passed over.</param>
/// <param name="Decide">What a command leads to in a state.</param>
public sealed record Decider<TCommand, TState, TEvent>(
    TState Initial, Func<TState, TEvent, TState> Evolve, Func<TCommand, TState, Decision<TEvent>> Decide)
    where TState : class
    where TEvent : class
{
    /// <summary>How the books of such a stream are closed; <see langword="null"/> where streams stay short.</summary>
    public BooksClosing<TState, TEvent>? Closing { get; init; }

    /// <summary>
    /// What happens by itself in a state by a time, the first of it; <see langword="null"/> where nothing does. All of it is recorded
    /// before the next command is decided, so that what is due and what is ordered never compete.
    /// </summary>
    public Func<TState, DateTimeOffset, Due<TEvent>?> Due { get; init; } = static (_, _) => null;

    /// <summary>Whether an event records a refusal: what was ordered did not come about, and may be ordered again.</summary>
    public Func<TEvent, bool> IsRefusal { get; init; } = static _ => false;
}

/// <param name="Event">What happens by itself.</param>
/// <param name="TransactionId">The transaction that it belongs to, where it belongs to one.</param>
public sealed record Due<TEvent>(TEvent Event, Guid? TransactionId = null)
    where TEvent : class;

/// <summary>
/// Closing the books: an event that carries the whole state forward, so that a long stream is read from its newest closing on.
/// </summary>
/// <param name="Close">The closing event of a state; <see langword="null"/> where there is nothing to close yet.</param>
/// <param name="CarriedForward">The state that a closing of a current version holds; <see langword="null"/> for any other event.</param>
/// <param name="MaxSize">How many bytes the closing of a state may take at most.</param>
public sealed record BooksClosing<TState, TEvent>(Func<TState, TEvent?> Close, Func<TEvent, TState?> CarriedForward, Func<TState, int> MaxSize)
    where TState : class
    where TEvent : class;
