namespace Ledger.Projections.Users;

/// <summary>The values of <c>users.status</c>.</summary>
public static class UserWords
{
    public const string Active = "active";
    public const string Removed = "removed";
}
