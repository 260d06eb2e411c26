using Ledger.Domain.Kernel;

namespace Ledger.Domain.Operations;

/// <summary>A past fact about the ledger itself.</summary>
public abstract record OperationsEvent;

/// <summary>The first event of the stream <see cref="LedgerOperations.Stream"/>: the ledger got its id.</summary>
public sealed record LedgerCreated(Guid LedgerId) : OperationsEvent;

/// <summary>A projection goes on without an event that it cannot read or fold; every generation of it does, for ever.</summary>
public sealed record ProjectionEventSkipped(string Projection, string EventStream, long EventRevision, Personal<ReasonGiven> Personal) : OperationsEvent;

/// <summary>What operators do to the ledger stands in one stream.</summary>
public static class LedgerOperations
{
    public const string Stream = "ledger-operations";
}
