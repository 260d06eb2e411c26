using Ledger.Domain.Kernel;

namespace Ledger.Domain.Users;

/// <summary>A person that transactions are matched to: stream name, fold, decisions.</summary>
public static class User
{
    /// <summary>The streams of users are <c>user-{id}</c>.</summary>
    public const string StreamPrefix = "user-";

    /// <summary>In UTF-16 code units.</summary>
    public const int MaxNameLength = 200;

    public static Decider<UserCommand, UserState, UserEvent> Decider { get; } = new(UserState.Unknown, Evolve, Decide);

    public static string StreamOf(string userId) => StreamPrefix + userId;

    private static UserState Evolve(UserState state, UserEvent happened) => happened switch
    {
        UserRegistered e => new(e.Personal.Value.Name),
        UserRenamed e => new(e.Personal.Value.Name),
        UserRemoved => UserState.Unknown,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a user."),
    };

    private static Decision<UserEvent> Decide(UserCommand command, UserState state) => command switch
    {
        RegisterUser register when state.Name is null => Accept(new UserRegistered(register.UserId, Written(register.Name))),
        RegisterUser register => register.Name == state.Name ? Accept() : Reject(new UserHasAnotherName()),
        RenameUser or RemoveUser when state.Name is null => Reject(new UserNotFound()),
        RenameUser rename => rename.Name == state.Name ? Accept() : Accept(new UserRenamed(Written(rename.Name))),
        RemoveUser => Accept(new UserRemoved()),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is no command to a user."),
    };

    private static Personal<UserName> Written(string name) => new(KeyId: null, new(name));

    private static Decision<UserEvent> Accept(params IReadOnlyList<UserEvent> events) => new Decision<UserEvent>.Accepted(events);

    private static Decision<UserEvent> Reject(Rejection reason) => new Decision<UserEvent>.Rejected(reason);
}
