using Ledger.Domain.Users;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;

namespace Ledger.Projections.Users;

internal sealed class UsersFold : IFold
{
    private readonly RowPatches _rows = new("users", "id");

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(User.StreamPrefix, StringComparison.Ordinal))
        {
            return;
        }

        // Everything that can fail comes before the first change.
        var (happened, metadata) = ((UserEvent)e.Happened, e.Metadata);
        var name = happened switch
        {
            UserRegistered registered => registered.Personal.Value.Name,
            UserRenamed renamed => renamed.Personal.Value.Name,
            UserRemoved => string.Empty,
            _ => throw new InvalidOperationException($"There is no row for {happened.GetType().Name}."),
        };
        // The first event of the stream makes the row.
        var row = _rows.Of(e.Recorded.Stream.Value[User.StreamPrefix.Length..], isNew: e.Recorded.Revision == 0)
            .Text("status", happened is UserRemoved ? UserWords.Removed : UserWords.Active)
            .Text("name", name)
            .Text("folded_name", string.Join(' ', Words.Of(name)))
            .Number("revision", e.Recorded.Revision)
            .Number("changed_at", Microseconds.Of(metadata.RecordedAt))
            .Number("changed_commit", (long)e.Recorded.Position.Commit)
            .Number("changed_prepare", (long)e.Recorded.Position.Prepare);
        if (happened is UserRegistered)
        {
            row.Number("commit_position", (long)e.Recorded.Position.Commit).Number("prepare_position", (long)e.Recorded.Position.Prepare);
        }
    }

    public void WriteTo(IReadModelTransaction transaction) => _rows.WriteTo(transaction);
}
