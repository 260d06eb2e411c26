using Ledger.Domain.Kernel;

namespace Ledger.Domain.Operations;

/// <summary>A past fact about the ledger itself.</summary>
public abstract record OperationsEvent;

/// <summary>The first event of the stream <see cref="LedgerOperations.Stream"/>: the ledger got its id.</summary>
public sealed record LedgerCreated(Guid LedgerId) : OperationsEvent;

/// <summary>A projection goes on without an event that it cannot read or fold; every generation of it does, for ever.</summary>
public sealed record ProjectionEventSkipped(string Projection, string EventStream, long EventRevision, Personal<ReasonGiven> Personal) : OperationsEvent;

/// <summary>
/// The automatic matcher has looked at every transaction up to this one: after a restart it goes on behind it. A transaction is named and no
/// position, since positions change where a ledger is moved to another store.
/// </summary>
/// <param name="Rule">The version of the rules that it went by at last.</param>
public sealed record MatcherAdvanced(Guid TransactionId, string Rule) : OperationsEvent;

/// <summary>What operators do to the ledger stands in one stream.</summary>
public static class LedgerOperations
{
    public const string Stream = "ledger-operations";

    /// <summary>How far the automatic matcher is. Apart from the others, which are read as a whole at each start.</summary>
    public const string MatchingStream = "ledger-matching";
}
