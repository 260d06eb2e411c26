namespace Ledger.Projections.Matching.Text;

/// <summary>Letters of other alphabets that are drawn like a Latin one, small and capital forms.</summary>
internal static class LookAlikes
{
    /// <summary>A Latin letter, then the Cyrillic and Greek ones that look like it.</summary>
    private const string Table =
        """
        a аАΑαά
        b ВЬьвΒβ
        c сСϹϲ
        d ԁ
        e еЕёЁЗзΕεέ
        h НһҺнΗ
        i іІїЇΙιί
        j јЈϳ
        k КкΚκ
        l ӏӀ
        m МмΜ
        n пηΝή
        o оОΟοσό
        p рРΡρ
        q ԛ
        r г
        s ѕЅς
        t ТтΤτ
        u циυύ
        v ѵѴν
        w ԝԜшωώ
        x хХΧχ
        y уУҮүΥγ
        z Ζ
        """;

    private static readonly Dictionary<char, char> Latin = Table
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(line => line[2..].Select(letter => (Letter: letter, Latin: line[0])))
        .ToDictionary(pair => pair.Letter, pair => pair.Latin);

    /// <summary>Those of them that nobody can tell from the Latin letter by eye.</summary>
    private const string Twins = "аАВсСԁеЕНһіІјЈКМоОрРԛѕЅТхХуУԝԜΑΒϹϲΕΗΙΚΜΝΟοΡΤΥΧΖϳ";

    public static bool TryLatin(char letter, out char latin) => Latin.TryGetValue(letter, out latin);

    public static bool IsTwin(char letter) => Twins.Contains(letter, StringComparison.Ordinal);
}
