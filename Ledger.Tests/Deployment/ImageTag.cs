using System.Text.RegularExpressions;

namespace Ledger.Tests.Deployment;

/// <summary>What an image is pinned to.</summary>
internal static partial class ImageTag
{
    /// <summary>Whether its tag names a version, with the parts at least that are asked for: <c>17.6</c> has two.</summary>
    public static bool NamesVersion(string image, int parts) =>
        Version().Match(image) is { Success: true } match && match.Groups["version"].Value.Split('.').Length >= parts;

    [GeneratedRegex(@"^[a-z0-9./-]+:(?<version>\d+(\.\d+)*)(-[a-z0-9.-]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
