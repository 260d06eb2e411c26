using Ledger.Domain.Kernel;

namespace Ledger.Domain.Users;

/// <summary>What happened in a user's stream.</summary>
public abstract record UserEvent;

/// <param name="Name">As it was given; blank where nobody knows it.</param>
public sealed record UserName(string Name);

/// <summary>A user is known from here on, for the first time or again.</summary>
public sealed record UserRegistered(string UserId, Personal<UserName> Personal) : UserEvent;

public sealed record UserRenamed(Personal<UserName> Personal) : UserEvent;

/// <summary>The user is matched to nothing any more; the history stays.</summary>
public sealed record UserRemoved : UserEvent;
