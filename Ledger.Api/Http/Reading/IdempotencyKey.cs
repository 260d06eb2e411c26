using Ledger.Api.Http.Problems;

namespace Ledger.Api.Http.Reading;

/// <summary>The header by which a client may send a command again without fear.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <exception cref="ProblemException">It is not 1 to 255 visible ASCII characters.</exception>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        return values is [{ Length: > 0 and <= MaxLength } key] && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(Problem.Invalid(Header, $"must be 1 to {MaxLength} visible ASCII characters, once"));
    }
}
