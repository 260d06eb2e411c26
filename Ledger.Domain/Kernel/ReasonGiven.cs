namespace Ledger.Domain.Kernel;

/// <summary>What somebody said about why he did something.</summary>
public sealed record ReasonGiven(string Reason);
