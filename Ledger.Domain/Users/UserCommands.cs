using Ledger.Domain.Kernel;

namespace Ledger.Domain.Users;

/// <summary>What can be asked of a user's stream.</summary>
public abstract record UserCommand;

public sealed record RegisterUser(string UserId, string Name) : UserCommand;

public sealed record RenameUser(string Name) : UserCommand;

public sealed record RemoveUser : UserCommand;

/// <summary>There is a user with this id and another name.</summary>
public sealed record UserHasAnotherName : Rejection;

/// <summary>There is no such user, or not any more.</summary>
public sealed record UserNotFound : Rejection;
