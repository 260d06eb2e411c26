using System.Collections.Concurrent;
using Icu;

namespace Ledger.Projections.Matching.Text;

/// <summary>
/// Scripts without a table of our own (Han, Kana, Hangul, Devanagari …) by the system's ICU library. Where there is none, their letters
/// stay as they are: names are then found in their own script only.
/// </summary>
internal static class IcuRomanizer
{
    private const int Remembered = 20_000;
    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static readonly Transliterator? Latin = TryOpen();

    public static bool Available => Latin is not null;

    /// <returns>Small ASCII letters; <see langword="null"/> where ICU is not there or knows no way to them.</returns>
    public static string? Of(string text)
    {
        if (Latin is null)
        {
            return null;
        }

        if (Known.TryGetValue(text, out var known))
        {
            return known.Length == 0 ? null : known;
        }

        string answer;
        lock (Gate)
        {
            answer = string.Concat(Latin.Transliterate(text).Where(char.IsAsciiLetter));
        }

        if (Known.Count < Remembered)
        {
            Known[text] = answer;
        }

        return answer.Length == 0 ? null : answer;
    }

    private static Transliterator? TryOpen()
    {
        try
        {
            Wrapper.Init();
            return Transliterator.CreateInstance("Any-Latin; Latin-ASCII; Lower");
        }
#pragma warning disable CA1031 // Whatever keeps a native library from loading: without it the matcher knows fewer scripts, and says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
