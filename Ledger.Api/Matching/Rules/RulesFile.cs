using System.Diagnostics.CodeAnalysis;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;

namespace Ledger.Api.Matching.Rules;

/// <summary>Rules in a file of JSON.</summary>
internal static class RulesFile
{
    private const int MaxLength = 64 * 1024;

    /// <param name="error">What is wrong with it, as a sentence that names it.</param>
    public static bool TryRead(string path, [NotNullWhen(true)] out MatchingRules? rules, out string error)
    {
        (rules, error) = (null, string.Empty);
        try
        {
            // A directory and a file too large for rules are told apart from what can be read.
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > MaxLength)
            {
                error = file.Exists ? $"{path} has more than 64 KiB, and is no file of rules." : $"There is no file {path}.";
                return false;
            }

            rules = JsonBody.Parse<RulesForm>(File.ReadAllBytes(path)).ToRules();
            return true;
        }
        catch (ProblemException wrong)
        {
            error = $"The rules in {path} cannot be used: {wrong.Problem.Detail.Replace("The body", "the file", StringComparison.Ordinal)}";
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error = $"{path} cannot be read: {fault.Message}";
            return false;
        }
    }
}
