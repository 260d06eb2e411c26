using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore.Archive;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>Exports as bytes: taken apart, put together, checked.</summary>
internal static class ArchiveBytes
{
    public static async Task<ArchiveReport> CheckAsync(byte[] export)
    {
        using var directory = new TempDirectory();
        return await ArchiveFile.CheckAsync(Write(directory, export), progress: null, CancellationToken.None);
    }

    public static string Write(TempDirectory directory, byte[] export)
    {
        var path = directory.File($"{Guid.NewGuid()}.ndjson");
        File.WriteAllBytes(path, export);
        return path;
    }

    /// <summary>Checks without a file, for tests that check thousands of exports.</summary>
    public static async Task<ArchiveReport> CheckInMemoryAsync(byte[] export)
    {
        using var check = new ArchiveCheck();
        var lines = new ArchiveLines(new MemoryStream(export));
        while (await lines.MoveNextAsync(CancellationToken.None))
        {
            check.Read(lines);
            if (check.Header is null)
            {
                return check.End(lines.Number, "nothing more was read");
            }
        }

        return check.End(lines.Number, null);
    }

    public static List<string> Lines(byte[] export) => [.. Encoding.UTF8.GetString(export).Split('\n')[..^1]];

    public static byte[] Join(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    /// <summary>Somebody who knows the format gives changed lines a last line that fits them.</summary>
    public static byte[] Sealed(IReadOnlyList<string> linesBeforeTheLast)
    {
        var body = Join(linesBeforeTheLast);
        var seal = $"{{\"events\":{linesBeforeTheLast.Count - 1},\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"}}\n";
        return [.. body, .. Encoding.UTF8.GetBytes(seal)];
    }
}
