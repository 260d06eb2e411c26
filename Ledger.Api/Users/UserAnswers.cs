using Ledger.Domain.Users;
using Ledger.EventStore.Mailboxes;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Users;

namespace Ledger.Api.Users;

/// <summary>What <c>POST /v1/users</c> takes.</summary>
/// <param name="Id">Made by the service where it is not given.</param>
/// <param name="Name">As people write it; it may be blank, and then nothing is matched to the user.</param>
internal sealed record RegisterUserRequest(string? Id = null, string? Name = null);

/// <summary>What <c>PUT /v1/users/{id}</c> takes.</summary>
internal sealed record RenameUserRequest(string? Name = null);

/// <param name="ChangedAt">When the user was registered or renamed last.</param>
internal sealed record UserAnswer(string Id, string Name, long Revision, DateTimeOffset ChangedAt)
{
    public static UserAnswer Of(UserRow row) => new(row.Id, row.Name, row.Revision, Microseconds.ToTime(row.ChangedAt));

    public static UserAnswer Of(string id, string name, Fact<UserEvent> fact) => new(id, name, fact.Revision, fact.Metadata.RecordedAt);
}
