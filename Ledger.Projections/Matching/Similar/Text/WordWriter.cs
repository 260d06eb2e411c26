using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Similar.Text;

/// <summary>Writes words with a blank between them; what there is no room for is left out.</summary>
internal ref struct WordWriter(Span<char> room)
{
    private readonly Span<char> _room = room;
    private int _start;
    private int _end;

    public readonly bool IsEmpty => _end == 0;

    public void Put(char letter)
    {
        if (_end < _room.Length)
        {
            _room[_end++] = letter;
        }
    }

    public void Put(ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
        {
            Put(letter);
        }
    }

    public void End()
    {
        if (_end > _start)
        {
            Unmask(_room[_start.._end]);
            Put(' ');
            _start = _end;
        }
    }

    public override readonly string ToString() => _room[.._end].TrimEnd(' ').ToString();

    /// <summary>Letters of other alphabets that all look like Latin ones are these, in a word that has Latin letters.</summary>
    private static void Unmask(Span<char> word)
    {
        if (!word.ContainsAnyExceptInRange('\0', '\u007f') || !word.ContainsAnyInRange('a', 'z'))
        {
            return;
        }

        foreach (var letter in word)
        {
            if (!char.IsAscii(letter) && !LookAlikes.TryLatin(letter, out _))
            {
                return;
            }
        }

        foreach (ref var letter in word)
        {
            letter = LookAlikes.TryLatin(letter, out var latin) ? latin : letter;
        }
    }
}
