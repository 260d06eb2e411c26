namespace Ledger.EventStore.Archive;

/// <summary>The lines of a file or an answer, one after the other, in bounded memory.</summary>
public sealed class ArchiveLines(Stream input)
{
    // An event of the largest append, in base64, and its envelope.
    private const int MaxLength = 2 * 1024 * 1024;

    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _inputEnded;

    /// <summary>The number of the current line, from one.</summary>
    public long Number { get; private set; }

    /// <summary>How many bytes the lines up to the current one have.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The current line with the newline that ends it. Valid until the next is asked for.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Whether a newline ends it; only the last line of a file may lack it.</summary>
    public bool IsEnded => Bytes.Span.EndsWith((byte)'\n');

    /// <summary>The current line without its newline.</summary>
    public ReadOnlyMemory<byte> Text => IsEnded ? Bytes[..^1] : Bytes;

    /// <exception cref="InvalidDataException">A line is longer than any that an export has.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(searched + found + 1);
                return true;
            }

            searched = _end - _start;
            if (_inputEnded)
            {
                if (searched > 0)
                {
                    Take(searched);
                    return true;
                }

                return false;
            }

            MakeRoom();
            var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _inputEnded = read == 0;
        }
    }

    private void Take(int length)
    {
        Bytes = _buffer.AsMemory(_start, length);
        _start += length;
        BytesRead += length;
        Number++;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var kept = _end - _start;
        if (_start == 0)
        {
            if (_buffer.Length >= MaxLength)
            {
                throw new InvalidDataException($"Line {Number + 1} has more than {MaxLength} bytes.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
            return;
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
    }
}
