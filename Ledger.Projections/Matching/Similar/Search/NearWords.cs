using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>Words that are one slip away: a letter missing, too many, another one, or two swapped.</summary>
internal static class NearWords
{
    /// <summary>Of longer words enough is right for them to be found by their letters; shorter ones are near to too many.</summary>
    private const int Longest = 24;
    private const int Shortest = 4;

    /// <summary>Tries all of them.</summary>
    /// <param name="tryKey">Is given the key of each.</param>
    public static void Of(ReadOnlySpan<char> word, Action<ulong> tryKey)
    {
        if (word.Length is < Shortest or > Longest)
        {
            return;
        }

        Span<char> near = stackalloc char[word.Length + 1];
        for (var i = 0; i < word.Length; i++)
        {
            Copy(word[..i], word[(i + 1)..], near, 0);
            tryKey(Keys.Of(near[..(word.Length - 1)]));
            if (i > 0 && word[i] != word[i - 1])
            {
                word.CopyTo(near);
                (near[i], near[i - 1]) = (word[i - 1], word[i]);
                tryKey(Keys.Of(near[..word.Length]));
            }
        }

        var (first, last) = AlphabetOf(word[0]);
        for (var letter = first; letter <= last; letter++)
        {
            if (first == '0' && letter is > '9' and < 'a')
            {
                continue;
            }

            for (var i = 0; i <= word.Length; i++)
            {
                Copy(word[..i], word[i..], near, 1);
                near[i] = letter;
                tryKey(Keys.Of(near));
                if (i < word.Length && word[i] != letter)
                {
                    word.CopyTo(near);
                    near[i] = letter;
                    tryKey(Keys.Of(near[..word.Length]));
                }
            }
        }
    }

    private static void Copy(ReadOnlySpan<char> before, ReadOnlySpan<char> after, Span<char> near, int gap)
    {
        before.CopyTo(near);
        after.CopyTo(near[(before.Length + gap)..]);
    }

    /// <summary>Letters of a script stand together.</summary>
    private static (char First, char Last) AlphabetOf(char letter) =>
        char.IsAscii(letter) ? ('0', 'z') : ((char)(letter & ~0x7F), (char)(letter | 0x7F));
}
