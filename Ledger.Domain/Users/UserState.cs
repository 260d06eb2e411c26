namespace Ledger.Domain.Users;

/// <summary>A user as far as decisions need it.</summary>
/// <param name="Name">The name; <see langword="null"/> where the user is not registered, or not any more.</param>
public sealed record UserState(string? Name)
{
    public static UserState Unknown { get; } = new(Name: null);
}
