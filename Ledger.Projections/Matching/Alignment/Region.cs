namespace Ledger.Projections.Matching.Alignment;

/// <summary>Where a word of a name may stand in a description.</summary>
/// <param name="Cost">How far the letters are from the word's, in letters; where it begins and ends is not in it.</param>
/// <param name="Length">The word's letters.</param>
/// <param name="Bits">How unlikely the word is to stand anywhere by chance, if it stands there without error.</param>
/// <param name="Sounds">Compared by sound, since one of the two was romanised.</param>
/// <param name="Nickname">What stands there is another form of the name.</param>
internal readonly record struct Region(int Start, int End, float Cost, int Length, float Bits, bool Sounds, bool Nickname = false)
{
    private const float BitsOfLetter = 4f;
    private const float BitsOfConsonant = 3f;
    private const float BitsOfVowel = 0.8f;

    /// <summary>Cost beyond which a word of so many letters is another word.</summary>
    public static float LimitOf(int length, bool sounds) => length switch
    {
        <= 2 => sounds ? 0.35f : 0.3f,
        3 => sounds ? 0.7f : 0.85f,
        4 => sounds ? 1.0f : 1.3f,
        5 => sounds ? 1.4f : 1.6f,
        6 => sounds ? 1.7f : 2.0f,
        _ => Math.Min(0.3f * length, 3.3f),
    };

    public bool Overlaps(Region other) => Start < other.End && other.Start < End;

    /// <summary>By sound, only consonants tell one word from another.</summary>
    public static float BitsOf(string letters, bool sounds)
    {
        if (!sounds)
        {
            return BitsOfLetter * letters.Length;
        }

        var bits = 0f;
        foreach (var letter in letters)
        {
            bits += LatinCosts.IsVowel(letter) || letter is 'h' or 'w' ? BitsOfVowel : BitsOfConsonant;
        }

        return bits;
    }
}
