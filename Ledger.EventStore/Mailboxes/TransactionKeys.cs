using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Mailboxes;

/// <summary>What follows from a client's idempotency key. The key itself is never stored.</summary>
public static class TransactionKeys
{
    // The namespace of the ledger's name-based ids; drawn once.
    private static readonly Guid Namespace = new("5b2f4a0e-97c1-4a53-8f0d-3d6a1c9be7f4");

    /// <summary>The transaction id of a key: UUID version 5 (RFC 9562) of the stream's name and the key.</summary>
    public static Guid TransactionIdOf(StreamName stream, string key) => Named($"{stream.Value}\n{key}");

    /// <summary>The id of a step that a process takes in a stream. No client's key leads to it, since none holds a line feed.</summary>
    /// <param name="step">As in <c>credit</c>.</param>
    /// <param name="process">The id of the process.</param>
    public static Guid StepOf(StreamName stream, string step, Guid process) => Named($"{stream.Value}\n\n{step}\n{process}");

    /// <summary>The id of what can be taken only once in a stream, such as the reversal of a transaction.</summary>
    public static Guid ClaimOf(StreamName stream, string what, Guid of) => Named($"{stream.Value}\n\n\n{what}\n{of}");

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "UUID version 5 is SHA-1 by definition; nothing rests on its strength.")]
    private static Guid Named(string text)
    {
        var name = Encoding.UTF8.GetBytes(text);
        var input = new byte[16 + name.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input, 16);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }

    /// <summary>
    /// The hash of a normalised command, keyed with the client's key: so nobody who reads the history can test guesses of what stood in
    /// a command, unless he knows its key.
    /// </summary>
    /// <param name="key">The idempotency key.</param>
    /// <param name="parts">The command's name and its normalised values in a fixed order; <see langword="null"/> for one that is not given.</param>
    public static string HashOf(string key, params ReadOnlySpan<string?> parts)
    {
        // Each part with its length, so that no two commands have the same text; the first byte is the version of this form.
        var text = new StringBuilder("1");
        foreach (var part in parts)
        {
            text.Append(part is null ? "~" : $"{part.Length}:{part}");
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text.ToString())));
    }
}
