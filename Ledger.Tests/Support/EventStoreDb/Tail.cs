namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Says when a subscription has caught up with the log, and when it falls behind again.</summary>
internal sealed class Tail(ReadAnswers answers, ServerBehaviour behaviour, int pageSize)
{
    private bool _live;

    /// <summary>A full page means that more was written than one who is live has to read at once.</summary>
    public void Before(int page)
    {
        if (!_live || page < pageSize)
        {
            return;
        }

        _live = false;
        if (behaviour.SaysCaughtUp)
        {
            answers.FellBehind();
        }
    }

    /// <returns>Whether the end is reached for now.</returns>
    public bool After(int page)
    {
        if (page == pageSize)
        {
            return false;
        }

        if (!_live && behaviour.SaysCaughtUp)
        {
            answers.CaughtUp();
        }

        _live = true;
        return true;
    }
}
