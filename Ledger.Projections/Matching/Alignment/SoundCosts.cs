namespace Ledger.Projections.Matching.Alignment;

/// <summary>
/// What it costs that a name, romanised from another script, differs from how it is spelt in Latin letters. Vowels are unwritten, added or
/// other ones at will; consonants fall into sounds that scripts do not tell apart.
/// </summary>
internal static class SoundCosts
{
    public const float Weak = 0.12f;
    public const float FirstVowel = 0.3f;
    public const float Strong = 0.9f;

    private static readonly float[] Sounds = Read();

    public static float Substitute(char name, char text) => name == text || (name == '1' && text is 'i' or 'l' or 'y') ? 0
        : LatinCosts.IsPlain(name) && LatinCosts.IsPlain(text) ? Sounds[LatinCosts.Index(name, text)] : 1.1f;

    /// <param name="before">The letter that stands before it in the same word, or another sign where it is the first.</param>
    /// <param name="next">The letter behind it, likewise.</param>
    public static float Drop(char letter, char before, char next) => letter switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' or '1' => LatinCosts.IsPlain(before) ? Weak : FirstVowel,
        'h' or 'w' => 0.15f,
        'g' when before == 'n' || next == 'h' => 0.15f,
        'k' or 'c' when next == 'h' => 0.15f,
        'k' when next == 'n' => 0.3f,
        'r' when !LatinCosts.IsPlain(next) => 0.2f,
        _ when letter == before => 0.05f,
        'l' when next == 'k' => 0.3f,
        'r' => 0.45f,
        'n' or 'l' or 'd' or 't' => 0.6f,
        's' when before is 't' or 'z' or 'd' => 0.2f,
        'k' when before is 'c' => 0.1f,
        _ => Strong,
    };

    private static float[] Read()
    {
        var costs = new float[26 * 26];
        Array.Fill(costs, 1.1f);
        Set("aeiouy", 0.15f);
        Set("ouvw", 0.15f);
        Set("ckq", 0.05f);
        Set("bp", 0.35f);
        Set("bv", 0.25f);
        Set("pf", 0.3f);
        Set("fvw", 0.25f);
        Set("dt", 0.3f);
        Set("lr", 0.3f);
        Set("mn", 0.5f);
        Set("ij", 0.15f);
        Set("jy", 0.15f);
        Set("jzg", 0.4f);
        Set("jd", 0.4f);
        Set("jq", 0.4f);
        Set("szcx", 0.25f);
        Set("st", 0.4f);
        Set("tz", 0.5f);
        Set("kx", 0.3f);
        Set("kg", 0.4f);
        Set("hxkg", 0.4f);
        Set("qcxj", 0.3f);
        Set("hf", 0.5f);
        Set("hw", 0.4f);
        Set("hy", 0.4f);
        return costs;

        void Set(string letters, float cost)
        {
            foreach (var one in letters)
            {
                foreach (var other in letters.Where(other => other != one))
                {
                    costs[LatinCosts.Index(one, other)] = Math.Min(costs[LatinCosts.Index(one, other)], cost);
                }
            }
        }
    }
}
