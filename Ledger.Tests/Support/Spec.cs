using Ledger.Domain.Kernel;

namespace Ledger.Tests.Support;

/// <summary>A decider's behaviour by given, when and then.</summary>
internal static class Spec
{
    public static Spec<TCommand, TState, TEvent> For<TCommand, TState, TEvent>(Decider<TCommand, TState, TEvent> decider)
        where TState : class
        where TEvent : class =>
        new(decider, decider.Initial);
}

internal sealed class Spec<TCommand, TState, TEvent>(Decider<TCommand, TState, TEvent> decider, TState state)
    where TState : class
    where TEvent : class
{
    /// <summary>What happened before.</summary>
    public Spec<TCommand, TState, TEvent> Given(params IReadOnlyList<TEvent> history) => new(decider, history.Aggregate(state, decider.Evolve));

    /// <summary>A state that would take too many events to reach.</summary>
    public Spec<TCommand, TState, TEvent> GivenState(TState given) => new(decider, given);

    public SpecOutcome<TEvent> When(TCommand command) => new(() => decider.Decide(command, state));
}

internal sealed class SpecOutcome<TEvent>(Func<Decision<TEvent>> decide)
{
    public void Then(params TEvent[] expected) =>
        decide().Should().BeOfType<Decision<TEvent>.Accepted>().Which.Events.Should().Equal(expected);

    /// <summary>It is so already.</summary>
    public void ThenNothing() => Then();

    public void ThenRejected(Rejection because) => decide().Should().Be(new Decision<TEvent>.Rejected(because));

    /// <summary>The command could only come from a bug.</summary>
    public void ThenThrows<TException>()
        where TException : Exception =>
        decide.Should().Throw<TException>();
}
