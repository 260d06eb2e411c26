namespace Ledger.Projections.Matching;

public enum MatchDecision
{
    /// <summary>Nobody of the list is named.</summary>
    None,

    /// <summary>The first user is meant.</summary>
    Match,

    /// <summary>Two or more users fit equally well; they stand first.</summary>
    Ambiguous,
}

/// <summary>How a word of a name was recognised in a description.</summary>
public enum MatchKind
{
    Exact,
    Typo,
    Torn,
    Glued,
    Nickname,
    Transliterated,
    Initial,
}

/// <param name="Users">Best first, as many as were asked for.</param>
/// <param name="Total">How many users reach the score that was asked for.</param>
public sealed record UserMatches(IReadOnlyList<UserMatch> Users, int Total, MatchDecision Decision)
{
    public static UserMatches Nobody { get; } = new([], 0, MatchDecision.None);
}

/// <param name="Score">0 to 1: how often somebody is meant who fits as well as this; of several equal ones each has it in full.</param>
/// <param name="Evidence">A part for each word of the name that was found, in the order of the name.</param>
public sealed record UserMatch(string Id, string Name, double Score, IReadOnlyList<MatchEvidence> Evidence);

/// <param name="NameWord">The word of the user's name, in plain small letters.</param>
/// <param name="Text">The piece of the description, as it is written there.</param>
/// <param name="Start">Where the piece begins in the description, in UTF-16 units.</param>
/// <param name="Edits">0 where each letter is as expected, about 1 for each letter that is not.</param>
public sealed record MatchEvidence(string NameWord, string Text, int Start, MatchKind Kind, double Edits);
