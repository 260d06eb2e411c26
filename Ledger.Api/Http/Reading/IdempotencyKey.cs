using Ledger.Api.Http.Problems;

namespace Ledger.Api.Http.Reading;

/// <summary>The header by which a client may send a command again without fear.</summary>
internal static class IdempotencyKey
{
    /// <summary>What is wrong with one that is none.</summary>
    public static readonly string Rule = $"must be 1 to {MaxLength} visible ASCII characters";

    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <exception cref="ProblemException">It is not 1 to 255 visible ASCII characters.</exception>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        return values is [{ } key] && IsValid(key) ? key : throw new ProblemException(Problem.Invalid(Header, $"{Rule}, once"));
    }

    public static bool IsValid(string key) => key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~');
}
