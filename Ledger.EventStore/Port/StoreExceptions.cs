namespace Ledger.EventStore.Port;

/// <summary>The store cannot be used now. Of the append that got this, nothing was or will be written.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Whether the append was written is not known. Only sending it again, with the same event ids and the same expected revision, settles it.
/// </summary>
public sealed class OutcomeUnknownException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What is stored contradicts itself. Nobody should go on by himself from here.</summary>
public sealed class StoreCorruptException(string message, Exception? inner = null) : Exception(message, inner);
