namespace Ledger.Projections.Search;

/// <summary>Words, each once, with a blank between them, in room that is used again: a text for each word would cost more than finding it.</summary>
public sealed class WordList
{
    private readonly List<(int Start, int Length)> _words = [];
    private char[] _text = new char[256];
    // Where the word begins that is being written, and how long it is so far.
    private int _start;
    private int _length;

    public int Count => _words.Count;

    /// <summary>What it was begun with, and the words; good until it is begun anew.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Math.Max(0, _start - 1));

    /// <summary>Begins anew, with something that is no word of its own.</summary>
    public void Begin(params ReadOnlySpan<string> head)
    {
        _words.Clear();
        (_start, _length) = (0, 0);
        foreach (var part in head)
        {
            foreach (var letter in part)
            {
                Put(letter);
            }
        }

        Close();
    }

    public IReadOnlyList<string> ToList() => _words.ConvertAll(word => new string(_text, word.Start, word.Length));

    internal void Put(char letter)
    {
        if (_start + _length >= _text.Length - 1)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        _text[_start + _length++] = letter;
    }

    /// <summary>Ends the word that is being written. One that is there already is not written again.</summary>
    internal void End()
    {
        if (_length == 0)
        {
            return;
        }

        if (_length > Words.MaxLength)
        {
            _length = char.IsHighSurrogate(_text[_start + Words.MaxLength - 1]) ? Words.MaxLength - 1 : Words.MaxLength;
        }

        var word = _text.AsSpan(_start, _length);
        foreach (var (start, length) in _words)
        {
            if (word.SequenceEqual(_text.AsSpan(start, length)))
            {
                _length = 0;
                return;
            }
        }

        _words.Add((_start, _length));
        Close();
    }

    private void Close()
    {
        if (_length > 0)
        {
            _text[_start + _length] = ' ';
            (_start, _length) = (_start + _length + 1, 0);
        }
    }
}
