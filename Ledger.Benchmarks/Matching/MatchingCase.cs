namespace Ledger.Benchmarks.Matching;

/// <summary>A description and who is meant by it.</summary>
/// <param name="Kind">What makes it hard.</param>
/// <param name="Meant">Ids of the users that fit: one, several that fit equally, or none.</param>
internal sealed record MatchingCase(string Kind, string Description, IReadOnlyList<string> Meant)
{
    public bool NamesNobody => Meant.Count == 0;
}

internal sealed record ListedPerson(string Id, string Written, Person Person);

/// <summary>A list of users with descriptions of payments, of which most name one of them.</summary>
internal sealed record MatchingSet(IReadOnlyList<ListedPerson> Users, IReadOnlyList<MatchingCase> Cases);
