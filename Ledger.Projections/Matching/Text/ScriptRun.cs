using System.Globalization;
using System.Text;

namespace Ledger.Projections.Matching.Text;

internal enum ScriptKind
{
    Latin,

    /// <summary>Latin letters with look-alikes of other alphabets among them.</summary>
    Mixed,

    /// <summary>A script that we have a table for.</summary>
    Alphabet,

    /// <summary>Any other, such as Han: sign by sign.</summary>
    Signs,
}

/// <summary>Letters and digits in a row, of one script as far as one can tell.</summary>
/// <param name="CouldBeLatin">All its letters look exactly like Latin ones.</param>
internal readonly record struct ScriptRun(int Start, int End, ScriptKind Kind, bool CouldBeLatin);

internal static class ScriptRuns
{
    public static List<ScriptRun> Of(string text)
    {
        var runs = new List<ScriptRun>();
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            var length = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) == System.Buffers.OperationStatus.Done ? used : 1;
            var part = length == used && IsPart(rune);
            if (part && start < 0 && !IsMark(rune))
            {
                start = i;
            }
            else if (!part && start >= 0)
            {
                Add(runs, text, start, i);
                start = -1;
            }

            i += length;
        }

        if (start >= 0)
        {
            Add(runs, text, start, text.Length);
        }

        return runs;
    }

    private static bool IsPart(Rune rune) => Rune.IsLetterOrDigit(rune) || IsMark(rune) || rune.Value is >= 0x1F130 and < 0x1F16A;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    /// <summary>Letters of other scripts glued to Latin ones are a run of their own, unless they are look-alikes among them.</summary>
    private static void Add(List<ScriptRun> runs, string text, int start, int end)
    {
        var (latin, table, signs, alike) = Count(text.AsSpan(start, end - start));
        if (table + signs == 0)
        {
            runs.Add(new ScriptRun(start, end, ScriptKind.Latin, false));
        }
        else if (latin == 0)
        {
            runs.Add(new ScriptRun(start, end, table > 0 ? ScriptKind.Alphabet : ScriptKind.Signs, table == alike && signs == 0));
        }
        else if (signs == 0 && (alike == table || table <= 2 || IsInterleaved(text.AsSpan(start, end - start))))
        {
            runs.Add(new ScriptRun(start, end, ScriptKind.Mixed, false));
        }
        else
        {
            AddParts(runs, text, start, end);
        }
    }

    private static (int Latin, int Table, int Signs, int Alike) Count(ReadOnlySpan<char> word)
    {
        var (latin, table, signs, alike) = (0, 0, 0, 0);
        foreach (var letter in word)
        {
            switch (KindOf(letter))
            {
                case ScriptKind.Latin:
                    latin += char.IsLetter(letter) ? 1 : 0;
                    break;
                case ScriptKind.Alphabet:
                    table++;
                    alike += LookAlikes.IsTwin(letter) ? 1 : 0;
                    break;
                default:
                    signs += char.IsLetter(letter) ? 1 : 0;
                    break;
            }
        }

        return (latin, table, signs, alike);
    }

    /// <summary>More changes between the scripts than a word glued to another would have.</summary>
    private static bool IsInterleaved(ReadOnlySpan<char> word)
    {
        var changes = 0;
        for (var i = 1; i < word.Length; i++)
        {
            changes += KindOf(word[i]) == KindOf(word[i - 1]) ? 0 : 1;
        }

        return changes >= 3;
    }

    private static void AddParts(List<ScriptRun> runs, string text, int start, int end)
    {
        for (var (i, from) = (start + 1, start); i <= end; i++)
        {
            if (i == end || (char.IsLetter(text[i]) && KindOf(text[i]) != KindOf(text[from])))
            {
                runs.Add(new ScriptRun(from, i, KindOf(text[from]), false));
                from = i;
            }
        }
    }

    private static ScriptKind KindOf(char letter)
    {
        if (char.IsAscii(letter) || PlainLetters.Of(new Rune(char.IsSurrogate(letter) ? 'x' : letter)) is { } plain && plain.All(char.IsAscii))
        {
            return ScriptKind.Latin;
        }

        return Scripts.Of(PlainLetters.Of(new Rune(letter))[0]) is not null ? ScriptKind.Alphabet : ScriptKind.Signs;
    }
}
