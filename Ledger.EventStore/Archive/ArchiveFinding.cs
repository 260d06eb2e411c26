namespace Ledger.EventStore.Archive;

/// <summary>Something in an export that is not as it was written. It names places, never what stands there.</summary>
/// <param name="Line">The number of the line, from one.</param>
/// <param name="Stream">The stream, where the line could be read that far.</param>
/// <param name="Revision">The revision, where the line could be read that far.</param>
/// <param name="Detail">What is wrong, in a sentence.</param>
public sealed record ArchiveFinding(long Line, string? Stream, long? Revision, string Detail)
{
    public override string ToString() =>
        Stream is null ? $"line {Line}: {Detail}" : $"line {Line}, revision {Revision} of {Stream}: {Detail}";
}
