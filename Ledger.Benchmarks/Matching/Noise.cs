using Bogus;

namespace Ledger.Benchmarks.Matching;

/// <summary>What people and banks do to a name, a kind of fault each.</summary>
internal sealed class Noise(Randomizer random)
{
    private const string Signs = "';|.*~^_!@#";
    private const string Latin = "aceopxyABCEHKMOPTX";
    private const string Cyrillic = "асеорхуАВСЕНКМОРТХ";

    public string Missing(string name) => AtLetter(name, (text, i) => text.Remove(i, 1));

    public string Doubled(string name) => AtLetter(name, (text, i) => text.Insert(i, text[i].ToString()));

    public string Swapped(string name) => AtLetter(name, (text, i) =>
        i + 1 < text.Length && char.IsLetter(text[i + 1]) && text[i] != text[i + 1] ? text[..i] + text[i + 1] + text[i] + text[(i + 2)..] : text.Remove(i, 1));

    /// <summary>Digits for the letters that they look like.</summary>
    public string Leet(string name)
    {
        var letters = name.ToCharArray();
        var hits = Enumerable.Range(0, letters.Length).Where(i => "oOlLiIeEaAsStTbB".Contains(letters[i], StringComparison.Ordinal)).ToList();
        foreach (var i in random.Shuffle(hits).Take(random.Int(1, 3)))
        {
            letters[i] = char.ToLowerInvariant(letters[i]) switch { 'o' => '0', 'l' or 'i' => '1', 'e' => '3', 'a' => '4', 's' => '5', 't' => '7', _ => '8' };
        }

        return new string(letters);
    }

    public string SignsInside(string name) => Repeat(name, 2, text => AtLetter(text, (word, i) => word.Insert(i, Some(Signs, random.Int(1, 2)))));

    public string DigitsInside(string name) => Repeat(name, 2, text => AtLetter(text, (word, i) => word.Insert(i, $"{random.Int(2, 9)}")));

    public string InsteadOfBlank(string name) => name.Replace(" ", random.Bool() ? $"{random.Int(10, 999)}" : Some(Signs, random.Int(1, 2)));

    public string BlankInside(string name) => AtLetter(name, (text, i) => text.Insert(i, " "));

    public string Glued(string name) => random.Bool() ? name.Replace(" ", string.Empty) : name.Replace(" ", string.Empty).ToLowerInvariant();

    public string MixedCase(string name) => random.Int(0, 3) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.ToLowerInvariant(),
        _ => string.Concat(name.Select(letter => random.Bool() ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter))),
    };

    public string Accents(string name) => Repeat(name, 3, text => AtLetter(text, (word, i) => word.Insert(i + 1, Some("\u0301\u0300\u0308\u0302\u0303", 1))));

    public string LookAlikes(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            var at = Latin.IndexOf(letters[i], StringComparison.Ordinal);
            letters[i] = at >= 0 && random.Bool(0.6f) ? Cyrillic[at] : letters[i];
        }

        return new string(letters);
    }

    public string Title(string name) => random.Bool(0.7f)
        ? $"{random.ArrayElement(["Mr", "Mrs", "Ms.", "Dr", "Prof.", "MR.", "Herr", "Mme", "Sr."])} {name}"
        : $"{name} {random.ArrayElement(["Jr", "Jr.", "PhD", "Esq.", "II", "Sr", "MBA"])}";

    public string Middle(Person person, string middle) =>
        $"{person.First} {(random.Bool() ? middle : random.Bool() ? $"{middle[0]}." : $"{middle[0]}")} {person.Last}";

    private string AtLetter(string text, Func<string, int, string> change)
    {
        var inner = Enumerable.Range(1, Math.Max(text.Length - 1, 0))
            .Where(i => i < text.Length && char.IsLetter(text[i]) && char.IsLetter(text[i - 1]) && LengthOfWord(text, i) > 3).ToArray();
        return inner.Length == 0 ? text : change(text, random.ArrayElement(inner));
    }

    private static int LengthOfWord(string text, int at)
    {
        var (start, end) = (text.LastIndexOf(' ', at) + 1, text.IndexOf(' ', at));
        return (end < 0 ? text.Length : end) - start;
    }

    private string Repeat(string text, int most, Func<string, string> change)
    {
        for (var times = random.Int(1, most); times > 0; times--)
        {
            text = change(text);
        }

        return text;
    }

    private string Some(string signs, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => signs[random.Int(0, signs.Length - 1)]));
}
