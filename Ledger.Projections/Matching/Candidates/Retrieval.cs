using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Candidates;

/// <summary>Which words of the vocabulary may stand in a text: those with enough of their letters in a row in it. One serves one thread.</summary>
internal sealed class Retrieval
{
    /// <summary>So few words are all compared.</summary>
    private const int FewWords = 1_200;
    private const int MostWords = 700;
    private readonly bool[] _seen = new bool[GramIndex.Keys];
    private readonly List<int> _keys = [];
    private readonly List<int> _touched = [];
    private byte[] _counts = [];

    public IReadOnlyCollection<int> WordsIn(LetterStream stream, Vocabulary words)
    {
        if (words.Count <= FewWords)
        {
            return [.. Enumerable.Range(0, words.Count)];
        }

        CollectKeys(stream);
        Count(words);
        var found = new HashSet<int>(Best(words));
        if (stream.HasForeign || words.HasForeign)
        {
            AddBySound(stream, words, found);
        }

        return found;
    }

    private void CollectKeys(LetterStream stream)
    {
        foreach (var letters in Readings(stream))
        {
            for (var i = 1; i < letters.Length; i++)
            {
                Note(GramIndex.KeyOf(letters[i - 1], letters[i], '\0'));
                if (i > 1)
                {
                    Note(GramIndex.KeyOf(letters[i - 2], letters[i - 1], letters[i]));
                }
            }
        }

        foreach (var key in _keys)
        {
            _seen[key] = false;
        }

        void Note(int key)
        {
            if (!_seen[key])
            {
                _seen[key] = true;
                _keys.Add(key);
            }
        }
    }

    /// <summary>With digits as the letters that they stand for, and without them.</summary>
    private static IEnumerable<string> Readings(LetterStream stream)
    {
        var letters = stream.Letters(0, stream.Length);
        yield return string.Concat(letters.Select(Leet.Letter));
        if (letters.Any(char.IsAsciiDigit))
        {
            yield return string.Concat(letters.Where(letter => !char.IsAsciiDigit(letter)));
            yield return string.Concat(letters.Select(letter => letter == '1' ? 'i' : Leet.Letter(letter)));
        }
    }

    private void Count(Vocabulary words)
    {
        if (_counts.Length < words.Count)
        {
            _counts = new byte[words.Count + (words.Count / 4)];
        }

        foreach (var key in _keys)
        {
            foreach (var word in words.Grams.WordsOf(key))
            {
                if (_counts[word] == 0)
                {
                    _touched.Add(word);
                }

                _counts[word] = (byte)Math.Min(_counts[word] + 1, byte.MaxValue);
            }
        }

        _keys.Clear();
    }

    /// <summary>Those of whose letters a third is there, by how much of them is.</summary>
    private List<int> Best(Vocabulary words)
    {
        var best = new List<(float Share, int Word)>();
        foreach (var word in _touched)
        {
            var share = (float)_counts[word] / GramIndex.CountOf(words[word].Letters.Length);
            _counts[word] = 0;
            if (share >= 0.3f)
            {
                best.Add((share, word));
            }
        }

        _touched.Clear();
        best.Sort((one, other) => other.Share.CompareTo(one.Share));
        return [.. best.Take(MostWords).Select(one => one.Word)];
    }

    private static void AddBySound(LetterStream stream, Vocabulary words, HashSet<int> found)
    {
        foreach (var piece in Pieces.Of(stream).Where(piece => piece.Kind == PieceKind.Word && !piece.InReference))
        {
            var skeleton = SkeletonIndex.Of(stream.Letters(piece.Start, piece.End));
            foreach (var key in Near(skeleton))
            {
                foreach (var word in words.Skeletons.WordsOf(key))
                {
                    found.Add(word);
                }
            }
        }
    }

    private static IEnumerable<string> Near(string skeleton)
    {
        yield return skeleton;
        for (var i = 0; i < skeleton.Length && skeleton.Length > 2; i++)
        {
            yield return skeleton.Remove(i, 1);
        }
    }
}
