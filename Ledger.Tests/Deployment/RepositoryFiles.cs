namespace Ledger.Tests.Deployment;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Whether a file or directory is there.</summary>
    public static bool Has(string path) => Path.Exists(Path.Combine(Root, path));

    private static string Above(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Ledger.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Ledger.sln in or above {directory}.");
    }
}
