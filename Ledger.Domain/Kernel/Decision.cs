namespace Ledger.Domain.Kernel;

/// <summary>The answer of a decider: accepted, with the events that follow from it, or rejected, with the fact that stands against it.</summary>
public abstract record Decision<TEvent>
{
    private Decision()
    {
    }

    /// <param name="Events">What happened; none where what was ordered is already so.</param>
    public sealed record Accepted(IReadOnlyList<TEvent> Events) : Decision<TEvent>;

    /// <param name="Reason">Why nothing happened; it leaves no trace in the history.</param>
    public sealed record Rejected(Rejection Reason) : Decision<TEvent>;
}

/// <summary>A business refusal that states a fact. It is a value, never an exception.</summary>
public abstract record Rejection;
