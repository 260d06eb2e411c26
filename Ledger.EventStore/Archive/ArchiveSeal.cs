using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.EventStore.Archive;

/// <summary>
/// The last line of an export: the number of events, and the SHA-256 over all bytes before it. It has one form only, so that not even a
/// letter in capitals passes in its place.
/// </summary>
internal sealed class ArchiveSeal : IDisposable
{
    private static readonly byte[] Opening = "{\"events\":"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Whether a line means to be the last one. No other begins like it.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> line) => line.StartsWith(Opening);

    public void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public byte[] LineFor(long events) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{{\"events\":{events},\"sha256\":\"{Convert.ToHexStringLower(_hash.GetCurrentHash())}\"}}"));

    /// <summary>The SHA-256 in hexadecimal digits.</summary>
    public string Value => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
