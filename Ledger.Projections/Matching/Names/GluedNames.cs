namespace Ledger.Projections.Matching.Names;

/// <summary>A name of one long word that begins or ends with a given name may be two words without the blank.</summary>
internal static class GluedNames
{
    private const int Shortest = 7;
    private const int ShortestPart = 3;

    /// <returns>The name itself, and in two words if it may be.</returns>
    public static IEnumerable<NameWord[]> Add(NameWord[] name)
    {
        yield return name;
        if (name is [{ Spelling: { Foreign: false, Letters: { Length: >= Shortest } letters } }] && !Nicknames.IsKnown(letters))
        {
            var cuts = Enumerable.Range(ShortestPart, letters.Length - (2 * ShortestPart) + 1).ToList();
            var cut = cuts.FindLast(at => Nicknames.IsKnown(letters[..at]));
            cut = cut > 0 ? cut : cuts.Find(at => Nicknames.IsKnown(letters[at..]));
            if (cut > 0)
            {
                yield return [Part(letters[..cut]), Part(letters[cut..])];
            }
        }
    }

    private static NameWord Part(string letters) => new(new NameSpelling(letters, false), WordRole.Needed);
}
