namespace Ledger.Projections.Matching.Text;

/// <summary>
/// Romanisation as people write names in English, letter by letter: what passports and newspapers do, not the reversible schemes of
/// libraries (Юрий is Yuriy, not Ûrij). Vowels of Hebrew and Arabic that are not written are left to the comparison.
/// </summary>
internal static class Scripts
{
    private const string Table =
        """
        а a б b в v г g ґ g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya
        і i ї yi є ye ў u ј j љ lj њ nj ћ c ђ dj џ dz ѓ g ќ k ѕ dz ә a ғ g қ k ң n ө o ұ u ү u һ h
        α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ h ψ ps ω o µ m
        א a ב b ג g ד d ה h ו w ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ ts ץ ts ק k ר r ש sh ת t
        ا a أ a إ i آ a ٱ a ب b ت t ث th ج j ح h خ h د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h و w ي y ى a ة a
        ء - ئ y ؤ w ـ - پ p چ ch ژ zh ک k گ g ڤ v ی y ہ h ھ h ے e ں n ٹ t ڈ d ڑ r
        ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h
        ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts
        ւ v փ p ք k օ o ֆ f
        """;

    private static readonly Dictionary<char, string> Letters = Read();

    /// <summary>Two Greek letters that are one sound.</summary>
    private static readonly Dictionary<string, string> GreekPairs =
        "ουou μπb ντd γκg γγng γχnch ειei τζj τσts αυav ευev".Split(' ')
            .ToDictionary(pair => pair[..2], pair => pair[2..], StringComparer.Ordinal);

    public static string? Of(char letter) => Letters.GetValueOrDefault(letter);

    public static string? OfPair(string pair) => GreekPairs.GetValueOrDefault(pair);

    private static Dictionary<char, string> Read()
    {
        var parts = Table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Chunk(2).ToDictionary(pair => pair[0][0], pair => pair[1] == "-" ? string.Empty : pair[1]);
    }
}
