namespace Ledger.Api.Matching.Automatic;

/// <summary>What the automatic matcher does with whom it finds.</summary>
internal enum MatchingMode
{
    /// <summary>It does not run.</summary>
    Off,

    /// <summary>It proposes, and somebody accepts or refuses.</summary>
    Propose,

    /// <summary>It records.</summary>
    Record,
}
