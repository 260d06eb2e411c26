namespace Ledger.Projections.Matching.Candidates;

/// <summary>Which words have which three letters in a row; of words of two letters, the two.</summary>
internal sealed class GramIndex
{
    private const int Letters = 27;
    public const int Keys = Letters * Letters * Letters;
    private readonly IntList[] _words = new IntList[Keys];

    public ReadOnlySpan<int> WordsOf(int key) => _words[key].Items;

    public static int CountOf(int letters) => Math.Max(letters - 2, 1);

    public void Add(string letters, int word)
    {
        if (letters.Length < 2)
        {
            return;
        }

        if (letters.Length == 2)
        {
            _words[KeyOf(letters[0], letters[1], '\0')].Add(word);
            return;
        }

        for (var i = 2; i < letters.Length; i++)
        {
            ref var words = ref _words[KeyOf(letters[i - 2], letters[i - 1], letters[i])];
            if (words.Count == 0 || words.Items[^1] != word)
            {
                words.Add(word);
            }
        }
    }

    public static int KeyOf(char one, char two, char three) => (((Code(one) * Letters) + Code(two)) * Letters) + Code(three);

    /// <summary>Letters that nothing plainer is known for share the codes of those that are.</summary>
    private static int Code(char letter) => char.IsAsciiLetterLower(letter) ? letter - 'a' : letter == '\0' ? 26 : letter % 26;
}
