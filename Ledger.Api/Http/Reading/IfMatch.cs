using System.Globalization;
using Ledger.Api.Http.Problems;

namespace Ledger.Api.Http.Reading;

/// <summary>The header that says at which revision of an account a command is to be carried out.</summary>
internal static class IfMatch
{
    public const string Header = "If-Match";

    /// <exception cref="ProblemException">It is not one revision in quotes.</exception>
    public static long? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        return values is [{ Length: > 2 } text] && text[0] == '"' && text[^1] == '"'
            && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new ProblemException(Problem.Invalid(Header, "must be one revision in quotes, such as \"7\""));
    }
}
