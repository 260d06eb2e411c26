using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Candidates;

/// <summary>
/// Words by the sounds of their consonants, which is what is left of a name that was written in another script: <c>emma brown</c> and
/// <c>أيما براون</c> are <c>m brn</c> both.
/// </summary>
internal sealed class SkeletonIndex
{
    private const int Longest = 10;
    private readonly Dictionary<string, IntList> _words = new(StringComparer.Ordinal);

    public void Add(string letters, int word)
    {
        ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, Of(letters), out _);
        words.Add(word);
    }

    public ReadOnlySpan<int> WordsOf(string skeleton) =>
        _words.TryGetValue(skeleton, out var words) ? words.Items : [];

    public static string Of(ReadOnlySpan<char> letters)
    {
        Span<char> sounds = stackalloc char[Longest];
        var (count, last) = (0, '\0');
        foreach (var letter in letters)
        {
            var sound = letter switch
            {
                'b' or 'p' or 'f' or 'v' => 'b',
                'c' or 'k' or 'q' or 'g' or 'x' => 'k',
                's' or 'z' or 'j' => 's',
                'd' or 't' => 't',
                'l' or 'r' => 'l',
                'm' or 'n' => 'n',
                _ => '\0',
            };
            if (sound != '\0' && sound != last && count < Longest)
            {
                sounds[count++] = sound;
            }

            last = sound;
        }

        return new string(sounds[..count]);
    }
}
