namespace Ledger.Projections.Audit;

/// <summary>A figure that the audit reckons on its own, from changes, and that events state. In minor units.</summary>
internal sealed class Tally
{
    // After a disagreement the next event shows which of the two it was built on; from there one goes on, and it is said once.
    private Int128? _alsoPossible;

    public Int128 Value { get; private set; }

    public bool IsKnown { get; private set; } = true;

    /// <summary>Something of the history is not there: the next figure that is stated is taken as it is.</summary>
    public void LoseTrack() => (IsKnown, _alsoPossible) = (false, null);

    public void Set(Int128 value) => (Value, IsKnown, _alsoPossible) = (value, true, null);

    /// <summary>Goes on by a change, to a figure that the event states.</summary>
    /// <param name="change"><see langword="null"/> where it is not known by how much it changed.</param>
    /// <returns>False where the two disagree; the value is then the audit's own.</returns>
    public bool Take(Int128? change, long stated)
    {
        var own = Value + change;
        if (!IsKnown || own is null || own == stated || _alsoPossible + change == stated)
        {
            Set(stated);
            return true;
        }

        (Value, _alsoPossible) = (own.Value, stated);
        return false;
    }
}
