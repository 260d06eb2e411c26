using System.Diagnostics;

namespace Ledger.Tests.Support.Postgres;

/// <summary>PostgreSQL does not run as root: where the tests do, it runs as the user that its package has made.</summary>
internal static class ServerUser
{
    private const string Name = "postgres";

    /// <summary>Lets the server have a directory as its own.</summary>
    public static void Give(string directory)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        using var chown = Process.Start(new ProcessStartInfo("chown", [Name, directory]) { RedirectStandardError = true })!;
        var fault = chown.StandardError.ReadToEnd();
        chown.WaitForExit();
        if (chown.ExitCode != 0)
        {
            throw new InvalidOperationException($"PostgreSQL does not run as root, and there is no user for it: {fault.Trim()}");
        }
    }

    /// <summary>A command as the server's user, with its input and errors in our hands.</summary>
    public static ProcessStartInfo Command(string program, IReadOnlyList<string> arguments)
    {
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [$"--reuid={Name}", $"--regid={Name}", "--init-groups", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        // A setting of the caller's must not reach the server.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }
}
