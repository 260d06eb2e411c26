using System.Globalization;
using System.Text.RegularExpressions;
using Bogus;
using Ledger.Projections.Matching.Similar;

namespace Ledger.Benchmarks.Matching;

/// <summary>Ways in which somebody asks for a transaction again.</summary>
internal sealed partial class SimilarNoise(Randomizer random)
{
    private readonly Noise _noise = new(random);

    public static IReadOnlyList<string> Kinds { get; } =
        ["as it is", "other order", "accents dropped", "accents added", "case", "glued", "split", "typo", "two typos", "reference only", "description only", "all at once"];

    public string? Ask(string kind, DescribedTransaction about)
    {
        var text = about.Reference is null ? about.Description! : $"{about.Description} {about.Reference}";
        return kind switch
        {
            "as it is" => text,
            "other order" => Shuffled(text),
            "accents dropped" => Plain(text) is var plain && plain != text ? plain : null,
            "accents added" => _noise.Accents(text),
            "case" => _noise.MixedCase(text),
            "glued" => text.Replace(" ", string.Empty, StringComparison.Ordinal),
            "split" => _noise.BlankInside(_noise.BlankInside(text)),
            "typo" => Typo(text),
            "two typos" => Typo(Typo(text)),
            "reference only" => ReferenceIn(text),
            "description only" => about.Reference is null ? text : null,
            _ => Typo(Shuffled(_noise.BlankInside(Plain(text)))),
        };
    }

    private string Shuffled(string text) => string.Join(' ', random.Shuffle(text.Split(' ')));

    private string Typo(string text) => random.Int(0, 2) switch { 0 => _noise.Missing(text), 1 => _noise.Doubled(text), _ => _noise.Swapped(text) };

    private static string Plain(string text) => string.Concat(text.Select(letter => CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark ? "" : Accents.GetValueOrDefault(letter, letter.ToString())));

    private static readonly Dictionary<char, string> Accents = "àa áa âa ãa äa åa ąa çc ćc čc ďd èe ée êe ëe ęe ěe ìi íi îi ïi łl ñn ńn ňn òo óo ôo õo öo øo řr śs šs ťt ùu úu ûu üu ůu ýy żz źz žz ÁA ÉE ÖO ÜU ŁL ČC ŠS ŽZ ΆΑ άα έε ήη ίι όο ύυ ώω"
        .Split(' ').ToDictionary(pair => pair[0], pair => pair[1..]);

    /// <summary>Only those that are one transaction's own: of a million some share the short numbers of invoices.</summary>
    private static string? ReferenceIn(string text) => MachineMade().Match(text) is { Success: true, Length: > 11 } found ? found.Value : null;

    [GeneratedRegex(@"\S*\d{5,}\S*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MachineMade();
}
