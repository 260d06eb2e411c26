namespace Ledger.EventStore.Archive;

/// <summary>What a check of an export came to.</summary>
/// <param name="Header"><see langword="null"/> where it cannot be read.</param>
/// <param name="Events">How many events could be read.</param>
/// <param name="Streams">How many streams they are of.</param>
/// <param name="Sha256">Over everything before the last line. Noted elsewhere, it shows later whether this is still the same export.</param>
/// <param name="Findings">What is wrong, the first ones.</param>
/// <param name="FindingCount">How many there are, those that are not in the list included.</param>
/// <param name="NotChecked">What this export does not hold enough for.</param>
public sealed record ArchiveReport(
    ArchiveHeader? Header,
    long Events,
    int Streams,
    string Sha256,
    IReadOnlyList<ArchiveFinding> Findings,
    long FindingCount,
    IReadOnlyList<string> NotChecked)
{
    public bool IsSound => FindingCount == 0;
}
