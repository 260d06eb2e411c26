using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Users;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Users;

/// <summary>Registers, renames and removes users, one by one or as items of a batch.</summary>
internal sealed class UserOrders(
    MailboxSet<UserCommand, UserState, UserEvent> mailboxes, StreamLoader<UserCommand, UserState, UserEvent> history)
{
    /// <summary>Under what the freshness of a user's reads is known; no account has such an id.</summary>
    public static string KeyOf(string userId) => $"user/{userId}";

    /// <exception cref="ProblemException">Something is wrong with the request.</exception>
    public Task<CommandAnswer> RegisterAsync(RegisterUserRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var checks = new Checks();
        checks.Id("id", request.Id, required: false);
        var name = checks.Name("name", request.Name);
        checks.ThrowIfAny();

        var id = request.Id ?? Guid.CreateVersion7().ToString();
        return ExecuteAsync(id, name!, new RegisterUser(id, name!), 201, caller, cancellationToken);
    }

    /// <exception cref="ProblemException">Something is wrong with the request.</exception>
    public Task<CommandAnswer> RenameAsync(string id, RenameUserRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var checks = new Checks();
        var name = checks.Name("name", request.Name);
        checks.ThrowIfAny();
        return ExecuteAsync(id, name!, new RenameUser(name!), 200, caller, cancellationToken);
    }

    public Task<CommandAnswer> RemoveAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        ExecuteAsync(id, string.Empty, new RemoveUser(), 204, caller, cancellationToken);

    /// <param name="name">What the user is called after it.</param>
    private async Task<CommandAnswer> ExecuteAsync(
        string id, string name, UserCommand command, int done, Caller caller, CancellationToken cancellationToken)
    {
        var stream = new StreamName(User.StreamOf(id));
        switch (await mailboxes.ExecuteAsync(stream, new(command, caller.CorrelationId, caller.Actor)))
        {
            case Outcome<UserEvent>.Committed committed:
                return new(done, UserAnswer.Of(id, name, committed.Events[0]))
                {
                    Location = done == 201 ? $"/v1/users/{id}" : null,
                    Acknowledged = [(KeyOf(id), committed.Position)],
                };
            case Outcome<UserEvent>.Unchanged unchanged:
                var head = await history.LoadAsync(stream, long.MaxValue, seen: null, cancellationToken);
                return new(200, new UserAnswer(id, name, head.Revision, head.RecordedAt)) { Acknowledged = [(KeyOf(id), unchanged.Position)] };
            case var refused:
                return CommandAnswer.Of(ProblemOf(refused, id));
        }
    }

    private static Problem ProblemOf(Outcome<UserEvent> outcome, string id) => outcome switch
    {
        Outcome<UserEvent>.Rejected { Reason: UserHasAnotherName } => new(ProblemKind.UserExists, $"User '{id}' exists, and has another name."),
        Outcome<UserEvent>.Rejected { Reason: UserNotFound } => NotFound(id),
        Outcome<UserEvent>.Contended => CrowdedProblems.Contended($"user '{id}'"),
        Outcome<UserEvent>.Overloaded => CrowdedProblems.Overloaded($"user '{id}'"),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no refusal."),
    };

    public static Problem NotFound(string id) => new(ProblemKind.UserNotFound, $"There is no user '{id}'.");
}
