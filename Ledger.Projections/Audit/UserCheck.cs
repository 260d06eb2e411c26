using Ledger.Domain.Users;
using Ledger.EventStore.Port;
using Ledger.Projections.Search;

namespace Ledger.Projections.Audit;

/// <summary>The audit's own fold of a user, and the row that follows from it.</summary>
internal sealed class UserCheck(string id, FindingList findings)
{
    private bool? _isRegistered = false;
    private Row? _row;

    public string Id => id;

    /// <summary>The last revision as of the position of <c>users</c>; <see langword="null"/> where there was no event yet.</summary>
    public long? Revision => _row?.Revision;

    /// <summary>Something of the history is not there: what follows is taken as it is.</summary>
    public void LoseTrack() => _isRegistered = null;

    /// <param name="recordedAt">In microseconds since 1970.</param>
    public void Take(UserEvent happened, RecordedEvent recorded, long recordedAt, Position? upTo)
    {
        Check(happened, recorded.Revision);
        _isRegistered = happened is not UserRemoved;
        if (recorded.Position <= upTo)
        {
            var name = happened switch { UserRegistered e => e.Personal.Value.Name, UserRenamed e => e.Personal.Value.Name, _ => string.Empty };
            var registered = happened is UserRegistered ? recorded.Position : _row?.Registered;
            _row = new(name, happened is UserRemoved, recorded.Revision, recordedAt, registered, recorded.Position);
        }
    }

    /// <summary>Writes the row that the user must have; false where too little of the history is there to say.</summary>
    public bool TryWriteRow(IRowSink row)
    {
        if (_row is not { Registered: { } registered } now)
        {
            return false;
        }

        row.Add(id);
        row.Add(now.IsRemoved ? "removed" : "active");
        row.Add(now.Name);
        // What a word is, is said in one place only.
        row.Add(string.Join(' ', Words.Of(now.Name)));
        row.Add(now.Revision);
        row.Add(now.ChangedAt);
        row.Add((long)registered.Commit);
        row.Add((long)registered.Prepare);
        row.Add((long)now.Changed.Commit);
        row.Add((long)now.Changed.Prepare);
        return true;
    }

    private void Check(UserEvent happened, long revision)
    {
        if (happened is UserRegistered { UserId: var registered } && registered != id)
        {
            Say(revision, "It is the registration of another user.");
        }

        if (_isRegistered is { } isRegistered && isRegistered == happened is UserRegistered)
        {
            Say(revision, isRegistered ? "The user is registered already." : "The user is not registered.");
        }
    }

    private void Say(long revision, string detail) => findings.Add(FindingKinds.UserWrong, User.StreamOf(id), revision, detail);

    private sealed record Row(string Name, bool IsRemoved, long Revision, long ChangedAt, Position? Registered, Position Changed);
}
