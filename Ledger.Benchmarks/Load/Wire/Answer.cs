namespace Ledger.Benchmarks.Load.Wire;

/// <summary>
/// An answer as it lies in a connection's buffer: good until the next read. <see cref="Attempt"/> is above 1 where an earlier
/// sending of the same request got no answer, or one that left the outcome open.
/// </summary>
internal readonly ref struct Answer(int status, ReadOnlySpan<byte> body, int attempt)
{
    public int Status { get; } = status;

    public ReadOnlySpan<byte> Body { get; } = body;

    public int Attempt { get; } = attempt;

    /// <summary>The text of the first member of that name whose value is a string without escapes; empty where there is none.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> quotedNameAndColon)
    {
        int at = Body.IndexOf(quotedNameAndColon);
        if (at < 0)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = Body[(at + quotedNameAndColon.Length)..];
        if (rest.IsEmpty || rest[0] != (byte)'"')
        {
            return default;
        }

        int end = rest[1..].IndexOf((byte)'"');
        return end < 0 ? default : rest.Slice(1, end);
    }
}
