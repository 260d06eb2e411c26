using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Alignment;

/// <summary>What it costs, in letters, that a text differs from a name: the less, the likelier people and banks do it.</summary>
internal static class LatinCosts
{
    public const float Swap = 0.5f;
    public const float Doubled = 0.3f;
    public const float Missing = 0.8f;
    public const float MissingVowel = 0.75f;
    public const float MissingFirst = 0.9f;
    public const float Extra = 1.0f;
    public const float ExtraDigit = 0.25f;
    public const float Other = 1.25f;
    private const float LeetDigit = 0.2f;
    private const float AnyDigit = 0.6f;

    private static readonly float[] Near = Table(
        (0.6f, "il ij iy jy ck kq sz uv vw ou oa ae ei ey nm bp dt gj ks ph td cs rn ie"));

    public static float Substitute(char name, char text)
    {
        if (name == text)
        {
            return 0;
        }

        if (name == '1')
        {
            return text is 'i' or 'l' ? LeetDigit : Other;
        }

        if (char.IsAsciiDigit(text))
        {
            return Leet.StandsFor(text, name) ? LeetDigit : AnyDigit;
        }

        return IsPlain(name) && IsPlain(text) ? Near[Index(name, text)] : Other;
    }

    /// <summary>An <c>e</c> that some write for the dots on the vowel before it.</summary>
    public static float ExtraAfter(char letter, char before) =>
        letter == before ? Doubled : letter == 'e' && before is 'a' or 'o' or 'u' ? 0.6f : Extra;

    public static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    public static bool IsPlain(char letter) => char.IsAsciiLetterLower(letter);

    public static int Index(char one, char other) => ((one - 'a') * 26) + (other - 'a');

    private static float[] Table((float Cost, string Pairs) near)
    {
        var costs = new float[26 * 26];
        Array.Fill(costs, Other);
        foreach (var pair in near.Pairs.Split(' '))
        {
            costs[Index(pair[0], pair[1])] = near.Cost + 0.25f;
            costs[Index(pair[1], pair[0])] = near.Cost + 0.25f;
        }

        return costs;
    }
}
