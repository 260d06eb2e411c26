namespace Ledger.Projections.Matching.Names;

/// <summary>A word of a user's name in plain letters.</summary>
/// <param name="Foreign">Romanised: what it is compared with may be spelt otherwise.</param>
internal readonly record struct NameSpelling(string Letters, bool Foreign);

/// <summary>Whether a name can be recognised without a word of it.</summary>
internal enum WordRole : byte
{
    Needed,
    Middle,
    Initial,
    Particle,

    /// <summary>The second half of a surname with a hyphen.</summary>
    Half,
}

internal readonly record struct NameWord(NameSpelling Spelling, WordRole Role);
