using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>Chooses the texts that are worth comparing: those that share the rarest pieces with the one that is asked about. One serves one question at a time.</summary>
internal sealed class Candidates(FindIndex index)
{
    /// <summary>So few texts are all compared.</summary>
    private const int FewTexts = 400;

    /// <summary>How many are compared at most, unless more are wanted.</summary>
    private const int Most = 250;

    /// <summary>How many places are looked at; more only in the first list.</summary>
    private const int MostPlaces = 120_000;

    /// <summary>A word that fewer texts have may be a slip that others made too.</summary>
    private const int RareWord = 3;
    private const int MostNearWords = 40;

    private readonly ulong[] _keys = new ulong[Pieces.Most];
    private readonly List<(int Count, int Piece, float Share)> _pieces = [];
    private readonly PriorityQueue<int, float> _best = new();
    private float[] _weights = [];
    private int[] _touched = [];

    public List<int> Of(string text, int limit)
    {
        if (index.Texts <= FewTexts)
        {
            return [.. Enumerable.Range(0, index.Texts)];
        }

        Collect(text);
        var touched = AddWeights(out var asked);
        return Best(touched, asked, Math.Max(Most, limit));
    }

    private void Collect(string text)
    {
        _pieces.Clear();
        var keys = _keys.AsSpan(0, Pieces.ToFind(text, _keys));
        keys.Sort();
        for (var i = 0; i < keys.Length; i++)
        {
            if ((i == 0 || keys[i] != keys[i - 1]) && index.Find(keys[i]) is var piece and >= 0)
            {
                _pieces.Add((index.CountOf(piece), piece, 1));
            }
        }

        foreach (var range in text.AsSpan().Split(' '))
        {
            AddNear(text.AsSpan(range));
        }

        _pieces.Sort((one, other) => one.Count.CompareTo(other.Count));
    }

    private void AddNear(ReadOnlySpan<char> word)
    {
        if (index.Find(Keys.Of(word)) is var known && known >= 0 && index.CountOf(known) >= RareWord)
        {
            return;
        }

        var most = _pieces.Count + MostNearWords;
        NearWords.Of(word, key =>
        {
            if (_pieces.Count < most && index.Find(key) is var near and >= 0)
            {
                _pieces.Add((index.CountOf(near), near, 0.5f));
            }
        });
    }

    private int AddWeights(out float asked)
    {
        if (_weights.Length < index.Texts)
        {
            (_weights, _touched) = (new float[index.Texts + (index.Texts / 4)], new int[index.Texts + (index.Texts / 4)]);
        }

        (asked, var touched, var places) = (0f, 0, 0);
        foreach (var (count, piece, share) in _pieces)
        {
            if (places > 0 && places + count > MostPlaces)
            {
                break;
            }

            places += count;
            var weight = MathF.Log(1 + ((float)index.Texts / count)) * share;
            asked += weight * weight;
            touched = index.AddWeight(piece, weight * weight, _weights, _touched, touched);
        }

        return touched;
    }

    private List<int> Best(int touched, float asked, int most)
    {
        var least = 0f;
        for (var i = 0; i < touched; i++)
        {
            var text = _touched[i];
            var there = _weights[text] / asked;
            _weights[text] = 0;
            if (there <= least)
            {
                continue;
            }

            // Of several that hold as much of it those that say little else.
            there *= 0.5f + (0.5f * MathF.Min(1, (float)_pieces.Count / index.LengthOf(text)));
            if (_best.Count < most)
            {
                _best.Enqueue(text, there);
            }
            else if (there > least)
            {
                _best.EnqueueDequeue(text, there);
                _best.TryPeek(out _, out least);
            }
        }

        List<int> best = [.. _best.UnorderedItems.Select(item => item.Element)];
        _best.Clear();
        return best;
    }
}
