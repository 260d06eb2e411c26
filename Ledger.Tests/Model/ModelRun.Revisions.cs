namespace Ledger.Tests.Model;

/// <summary>Orders that are for one revision of their account.</summary>
internal sealed partial class ModelRun
{
    /// <param name="choice">0 for the revision before the one at which it stands, 1 for the next one, anything else for that one.</param>
    private Act AtRevision(Act act, int choice)
    {
        var stands = _books.Accounts[act.Account].Revision;
        return For(act, choice switch { 0 => stands - 1, 1 => stands + 1, _ => stands });
    }

    /// <summary>The same order once more, for the revision that it was for.</summary>
    private Act Again(Act act) => act.IfRevision is { } revision ? For(act, revision) : act;

    /// <summary>
    /// What is due is recorded with the next order and changes the revision, also where that order is not heard of and sent again. So nobody
    /// hits a revision while something is due.
    /// </summary>
    private Act For(Act act, long revision)
    {
        var booked = _books.Accounts[act.Account];
        var isDue = booked.Pending.Count > 0 || booked.Held != booked.HeldAt(Now);
        var asked = revision == booked.Revision && isDue ? revision + 1000 : revision;
        return act with { IfRevision = asked, Misses = asked != booked.Revision };
    }
}
