using System.Buffers.Text;
using System.Security.Cryptography;

namespace Ledger.Api.CommandLine.Load;

/// <summary>A file of items for one batch route, and the member that names the account or user, whose lines keep their order.</summary>
/// <param name="Done">What is said of a line that was carried out.</param>
/// <param name="HasKeys">Whether its lines have idempotency keys.</param>
internal sealed record LoadFile(string Path, string Route, string AccountMember, string Done, bool HasKeys)
{
    /// <summary>What a file says of itself, and no request: such lines are left out.</summary>
    public const char Comment = '#';

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>In the order in which they are loaded.</summary>
    public static IReadOnlyList<LoadFile> In(DirectoryInfo folder) =>
    [
        new(System.IO.Path.Combine(folder.FullName, "users.ndjson"), "v1/users/batch", "id", "registered", HasKeys: false),
        new(System.IO.Path.Combine(folder.FullName, "accounts.ndjson"), "v1/accounts/batch", "id", "opened", HasKeys: false),
        new(System.IO.Path.Combine(folder.FullName, "transactions.ndjson"), "v1/transactions/batch", "accountId", "posted", HasKeys: true),
    ];

    public static bool IsItem(string line) => !string.IsNullOrWhiteSpace(line) && line[0] != Comment;

    /// <summary>
    /// Counts the lines, and makes what the keys begin with of lines that have none: it follows from what the file holds, so that the same
    /// file does nothing a second time.
    /// </summary>
    public async Task<(int Lines, string KeyPrefix)> ScanAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = 0;
        await foreach (var line in File.ReadLinesAsync(Path, cancellationToken))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
            lines += IsItem(line) ? 1 : 0;
        }

        return (lines, $"load-{Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, 18))}");
    }
}
