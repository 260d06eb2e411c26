using System.Diagnostics;

namespace Ledger.Tests.Support.Postgres;

/// <summary>Where the programs of an installed PostgreSQL are.</summary>
internal static class PostgresBinaries
{
    /// <summary>Where distributions put them, away from the path.</summary>
    private static readonly string[] UsualFolders = ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/pgsql"];

    /// <summary>The folder of the newest that is there; <see langword="null"/> where there is none.</summary>
    public static string? Find() => Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static IEnumerable<string> Candidates()
    {
        // Debian's pg_config speaks of the newest version whose headers are there, which need not be one with a server.
        if (AskConfig() is { } configured)
        {
            yield return configured;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }

        foreach (var usual in UsualFolders.Where(Directory.Exists))
        {
            yield return Path.Combine(usual, "bin");
            foreach (var version in Directory.GetDirectories(usual).OrderByDescending(VersionOf))
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }

    private static int VersionOf(string folder) =>
        int.TryParse(new string([.. Path.GetFileName(folder).Where(char.IsAsciiDigit)]), out var version) ? version : 0;

    private static string? AskConfig()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pg_config", ["--bindir"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var folder = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && folder.Length > 0 ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
