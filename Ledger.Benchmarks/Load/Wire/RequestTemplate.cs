using System.Text;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>
/// A whole request with places of fixed width in it, so that composing one is a copy and a few digits. A place is written in the
/// text as a run of one control character.
/// </summary>
internal sealed class RequestTemplate
{
    private readonly byte[] _bytes;

    private RequestTemplate(string text) => _bytes = Encoding.ASCII.GetBytes(text);

    public int Length => _bytes.Length;

    public static RequestTemplate Get(Target target, string path) =>
        new($"GET {path} HTTP/1.1\r\nHost: {target.Host}\r\n\r\n");

    public static RequestTemplate Post(Target target, string path, string body, string? idempotencyKey = null, bool deferred = false) => new(
        $"POST {path} HTTP/1.1\r\nHost: {target.Host}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
        + (idempotencyKey is null ? "" : $"Idempotency-Key: {idempotencyKey}\r\n")
        + (deferred ? "Prefer: respond-async\r\n" : "")
        + "\r\n" + body);

    public static string Place(char mark, int width) => new(mark, width);

    /// <summary>Where the run of that character begins.</summary>
    public int At(char mark) => _bytes.AsSpan().IndexOf((byte)mark) is var at and >= 0 ? at : throw new ArgumentException("No such place.", nameof(mark));

    public void CopyTo(Span<byte> request) => _bytes.CopyTo(request);
}
