using System.Buffers;

namespace Ledger.Domain.Kernel;

/// <summary>The form of every id that clients choose: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>, the first a letter or digit. Case counts.</summary>
public static class Identifier
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(ReadOnlySpan<char> id) =>
        id.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(id[0]) && !id.ContainsAnyExcept(Allowed);
}
