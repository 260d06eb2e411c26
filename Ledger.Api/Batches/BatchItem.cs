using Ledger.Api.Http.Problems;

namespace Ledger.Api.Batches;

/// <summary>One item of a batch as it came in.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Json">Its bytes; empty where it cannot be read.</param>
/// <param name="Unreadable">Why it cannot be read; <see langword="null"/> where it can.</param>
internal sealed record BatchItem(long Index, ReadOnlyMemory<byte> Json, Problem? Unreadable = null);
