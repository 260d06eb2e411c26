namespace Ledger.Projections.Matching.Decision;

/// <summary>What tells for and against a name, on the scale of <see cref="Fit.Evidence"/>; chosen on generated lists, seeds 1 to 8.</summary>
internal static class Weights
{
    public const double Full = 4;
    public const double Worst = 2.6;
    public const double Mean = 1.2;
    public const double InitialLoss = 0.55;

    public const double Chance = 0.25;
    public const double ChanceMargin = 2;
    public const double BitsOfEdge = 2;
    public const double BitsOfEdit = 4;

    /// <summary>Another word between two words of the name; a reference between them.</summary>
    public const double WordBetween = 0.6;
    public const double ReferenceBetween = 0.1;
    public const double Swapped = 0.1;

    /// <summary>The name stands where the one who is paid is named; only a part of it does.</summary>
    public const double AfterPayee = 1.2;
    public const double PayeeBetween = 2;

    public const double PartedSound = 0.4;

    /// <summary>Letters that are left of the words in which both words of a name were found: these are other words.</summary>
    public const double EdgesOfOneWord = 0.9;
    public const double MoreEdges = 1.5;

    public const double MiddleMissing = 0.35;
    public const double MiddleOther = 0.5;
    public const double ParticleMissing = 0.05;
    public const double HalfMissing = 0.35;

    /// <summary>One word that is needed is not there, with nothing in its place; with another word in its place.</summary>
    public const double PartOfMany = 1.4;
    public const double PartOfTwo = 1.9;
    public const double OtherName = 2.2;
    public const double OtherNameFar = 1.6;

    /// <summary>The user has a single name; another stands beside it.</summary>
    public const double Single = 1.0;
    public const double SingleBeside = 0.5;
    public const double SingleOtherForm = 0.8;
    public const double SingleSure = 0.4;
    public const double SingleUnsure = 3;

    /// <summary>Nothing but words that descriptions have anyway.</summary>
    public const double Boilerplate = 3.5;

    /// <summary>From here on somebody is named rather than not.</summary>
    public const double Threshold = 1.2;

    /// <summary>Two that are nearer than this fit equally.</summary>
    public const double Tie = 0.3;
}
