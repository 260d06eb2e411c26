using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>
/// How like a text is to the one that is asked about, from 0 to 1: the greater of what they share word by word, in whatever order, and as
/// rows of letters, however torn or glued. One serves one question at a time.
/// </summary>
internal sealed class Likeness(PieceWeights weights)
{
    /// <summary>A row of few letters stands in many a longer one by chance: so many pieces count half.</summary>
    private const float Few = 3;

    private const int Both = (int)(Ways.Words | Ways.Row);
    private readonly Piece[] _room = new Piece[Pieces.Most];
    private readonly List<int> _asked = [];
    private Ways[] _ways = [];

    /// <summary>By piece: the text in which it was seen last, and in which ways.</summary>
    private int[] _seen = [];
    private int _text;
    private Shared _words;
    private Shared _row;

    /// <summary>How many different pieces the text has that is asked about.</summary>
    public int Count { get; private set; }

    public void Ask(ReadOnlySpan<char> text)
    {
        Forget();
        var (words, row) = (new Shared(), new Shared());
        var pieces = _room.AsSpan(0, Text.Pieces.ToCompare(text, _room));
        pieces.Sort((one, other) => one.Key.CompareTo(other.Key));
        for (var i = 0; i < pieces.Length;)
        {
            var (key, ways) = (pieces[i].Key, Ways.None);
            for (; i < pieces.Length && pieces[i].Key == key; i++)
            {
                ways |= pieces[i].Ways;
            }

            Count++;
            var number = weights.Find(key);
            var square = weights.SquareOf(number);
            words.Add(square, ways.HasFlag(Ways.Words), true);
            row.Add(square, ways.HasFlag(Ways.Row), true);
            if (number >= 0)
            {
                _ways[number] = ways;
                _asked.Add(number);
            }
        }

        (_words, _row) = (words, row);
    }

    public float Of(ReadOnlySpan<char> text)
    {
        var (words, row) = (new Shared(), new Shared());
        _text += Both + 1;
        foreach (var (key, ways) in _room.AsSpan(0, Text.Pieces.ToCompare(text, _room)))
        {
            var number = weights.Find(key);
            var seen = _seen[number] >= _text ? (Ways)(_seen[number] - _text) : Ways.None;
            var added = ways & ~seen;
            if (added != Ways.None)
            {
                _seen[number] = _text + (int)(seen | added);
                var (square, asked) = (weights.SquareOf(number), _ways[number]);
                words.Add(square, added.HasFlag(Ways.Words), asked.HasFlag(Ways.Words));
                row.Add(square, added.HasFlag(Ways.Row), asked.HasFlag(Ways.Row));
            }
        }

        return Math.Max(words.LikenessTo(_words), row.LikenessTo(_row) * _row.Pieces / (_row.Pieces + Few));
    }

    private void Forget()
    {
        foreach (var number in _asked)
        {
            _ways[number] = Ways.None;
        }

        _asked.Clear();
        Count = 0;
        if (_seen.Length < weights.Count)
        {
            (_seen, _ways) = (new int[weights.Count + (weights.Count / 4)], new Ways[weights.Count + (weights.Count / 4)]);
            _text = 0;
        }
        else if (_text > int.MaxValue / 2)
        {
            Array.Clear(_seen);
            _text = 0;
        }
    }
}
