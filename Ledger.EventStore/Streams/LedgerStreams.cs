using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Operations;
using Ledger.Domain.Users;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Streams;

/// <summary>Which streams are the ledger's own: a shared store may hold others.</summary>
public static class LedgerStreams
{
    private static readonly string[] Prefixes = [Account.StreamPrefix, User.StreamPrefix, "transfer-"];

    public static StreamFilter All { get; } = new([.. Prefixes, LedgerOperations.Stream, LedgerOperations.MatchingStream]);

    /// <summary>Whether a stream of the ledger can have this name.</summary>
    public static bool IsName(string name) => name is LedgerOperations.Stream or LedgerOperations.MatchingStream
        || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal) && Identifier.IsValid(name.AsSpan(prefix.Length)));
}
