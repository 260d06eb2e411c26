using System.Collections.Frozen;

namespace Ledger.Projections.Search;

/// <summary>
/// Letters of the Latin, Greek and Cyrillic scripts without their accents, and what is written as one letter as the letters it stands for. The
/// framework's normalisation does nothing in a program that runs without ICU, as this one does; and with ICU, words that are stored
/// would change with its version. From the decompositions and case foldings of the Unicode Character Database, version 14.
/// </summary>
internal static class BaseLetters
{
    private const string Table =
        """
        0 ０
        1 １
        2 ２
        3 ３
        4 ４
        5 ５
        6 ６
        7 ７
        8 ８
        9 ９
        a ªàáâãäåāăąǎǟǡǻȁȃȧᴬᵃḁạảấầẩẫậắằẳẵặₐａ
        b ᴮᵇḃḅḇｂ
        c çćĉċčᶜḉｃ
        d ďᴰᵈḋḍḏḑḓｄ
        dz ǆǳ
        e èéêëēĕėęěȅȇȩᴱᵉḕḗḙḛḝẹẻẽếềểễệₑｅ
        f ᶠḟｆ
        ff ﬀ
        ffi ﬃ
        ffl ﬄ
        fi ﬁ
        fl ﬂ
        g ĝğġģǧǵᴳᵍḡｇ
        h ĥȟʰᴴḣḥḧḩḫẖₕｈ
        i ìíîïĩīĭįİǐȉȋᴵᵢḭḯỉịⁱｉ
        ij ĳ
        j ĵǰʲᴶⱼｊ
        k ķǩᴷᵏḱḳḵₖｋ
        l ĺļľŀˡᴸḷḹḻḽₗｌ
        lj ǉ
        m ᴹᵐḿṁṃₘｍ
        n ñńņňǹᴺṅṇṉṋⁿₙｎ
        nj ǌ
        o ºòóôõöōŏőơǒǫǭȍȏȫȭȯȱᴼᵒṍṏṑṓọỏốồổỗộớờởỡợₒｏ
        p ᴾᵖṕṗₚｐ
        q ｑ
        r ŕŗřȑȓʳᴿᵣṙṛṝṟｒ
        s śŝşšſșˢṡṣṥṧṩẛₛｓ
        ss ß
        st ﬅﬆ
        t ţťțᵀᵗṫṭṯṱẗₜｔ
        u ùúûüũūŭůűųưǔǖǘǚǜȕȗᵁᵘᵤṳṵṷṹṻụủứừửữựｕ
        v ᵛᵥṽṿⱽｖ
        w ŵʷᵂẁẃẅẇẉẘｗ
        x ˣẋẍₓｘ
        y ýÿŷȳʸẏẙỳỵỷỹｙ
        z źżžᶻẑẓẕｚ
        æ ǣǽᴭ
        ø ǿ
        α άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ
        β ϐᵝᵦ
        γ ᵞᵧ
        δ ᵟ
        ε έϵἐἑἒἓἔἕὲέ
        η ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
        θ ϑᶿ
        ι ΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ
        κ ϰ
        μ µ
        ο όὀὁὂὃὄὅὸό
        π ϖ
        ρ ϱᵨῤῥ
        σ ςϲ
        υ ΰϋύϒϓϔὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ
        φ ϕᵠᵩ
        χ ᵡᵪ
        ω ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
        а ӑӓ
        г ѓ
        е ѐёӗ
        ж ӂӝ
        з ӟ
        и йѝӣӥ
        к ќ
        н ᵸ
        о ӧ
        у ўӯӱӳ
        ч ӵ
        ъ ꚜ
        ы ӹ
        ь ꚝ
        э ӭ
        і ї
        ѵ ѷ
        ә ӛ
        ө ӫ
        """;

    private static readonly FrozenDictionary<char, string> Bases = Table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(line => line[1].Select(letter => KeyValuePair.Create(letter, line[0])))
        .ToFrozenDictionary();

    /// <summary>What a small letter is without its accents; <see langword="null"/> where it has none.</summary>
    public static string? Of(char letter) => Bases.GetValueOrDefault(letter);
}
