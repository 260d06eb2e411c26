using Ledger.Domain.Users;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Users;

/// <summary>One row a user. Of one who was removed it keeps that, and not the name.</summary>
public sealed class UsersProjection : IProjection
{
    public const string Name = "users";

    public ProjectionSchema Schema { get; } = new(Name, 1,
    [
        new TableSchema("users", $"'{User.StreamPrefix}' || id")
            .WithKey("id")
            .WithText("status")
            .WithText("name")
            // As it is searched: its words, as the search of transactions has them.
            .WithText("folded_name")
            .WithNumber("revision")
            .WithNumber("changed_at")
            // Where the user was registered: the place in lists.
            .WithNumber("commit_position")
            .WithNumber("prepare_position")
            // Where the user was changed last: who follows the table goes on from there.
            .WithNumber("changed_commit")
            .WithNumber("changed_prepare")
            .WithIndex("users_by_position", "commit_position", "prepare_position")
            .WithIndex("users_by_change", "changed_commit", "changed_prepare"),
    ]);

    public IFold Begin() => new UsersFold();
}
