using System.Buffers.Binary;

namespace Ledger.Tests.Support;

/// <summary>What a WAL file says of itself, after https://www.sqlite.org/fileformat2.html#the_write_ahead_log.</summary>
internal static class WalFile
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    /// <summary>How many transactions the WAL holds. It must not have been checkpointed since it was begun.</summary>
    public static int Commits(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var pageSize = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8));
        var commits = 0;
        for (var at = HeaderSize; at + FrameHeaderSize + pageSize <= bytes.Length; at += FrameHeaderSize + pageSize)
        {
            // The last frame of a transaction carries the size of the database; every other carries zero.
            commits += BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4)) != 0 ? 1 : 0;
        }

        return commits;
    }
}
