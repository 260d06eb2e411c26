using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ledger.Api.Http.Problems;

namespace Ledger.Api.Http.Reading;

/// <summary>Reads a request's body strictly: an unknown, repeated or mistyped property is refused by its name.</summary>
internal static class JsonBody
{
    public const int MaxLength = 1 << 20;

    /// <summary>
    /// So much the server takes in and throws away, for an answer to be read: who is still sending does not see it where the connection
    /// is closed under him.
    /// </summary>
    public const int MaxDrained = 32 << 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>As <see cref="ReadAsync"/>, where the body may be left out altogether.</summary>
    public static Task<T> ReadOrAsync<T>(HttpContext context, T otherwise)
        where T : class =>
        context.Request is { ContentLength: null or 0, ContentType: null } && context.Request.Headers.TransferEncoding.Count == 0
            ? Task.FromResult(otherwise)
            : ReadAsync<T>(context);

    /// <exception cref="ProblemException">The media type, the size, the JSON or its form is not what the route takes.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(new(ProblemKind.UnsupportedMediaType, "Send the body as Content-Type: application/json."));
        }

        if (context.Request.ContentLength > MaxLength)
        {
            throw new ProblemException(Problem.BodyTooLarge);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxLength)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw new ProblemException(Problem.BodyTooLarge);
            }

            if (read.IsCompleted)
            {
                try
                {
                    return Parse<T>(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
                }
                finally
                {
                    reader.AdvanceTo(read.Buffer.End);
                }
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads one object that has been taken from a body, as strictly.</summary>
    /// <exception cref="ProblemException">The JSON or its form is not what the route takes.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new ProblemException(new(ProblemKind.MalformedJson, "The body is not UTF-8."));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new ProblemException(Problem.Invalid("body", "must be an object"));
        }
        catch (JsonException fault)
        {
            throw new ProblemException(ProblemOf(fault, utf8));
        }
    }

    private static Problem ProblemOf(JsonException fault, ReadOnlySpan<byte> utf8)
    {
        if (SyntaxErrorOf(utf8) is { } syntax)
        {
            return new(ProblemKind.MalformedJson, syntax);
        }

        var field = FieldOf(fault.Path);
        return Problem.Invalid(field ?? "body", field is null
            ? "must be an object"
            : fault.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "is not known here"
            : fault.Message.StartsWith("Duplicate", StringComparison.Ordinal) ? "stands there more than once"
            : "has the wrong type");
    }

    /// <summary>Whether the text is no JSON at all, and where that shows.</summary>
    private static string? SyntaxErrorOf(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return $"The body is not JSON: something is wrong in line {e.LineNumber + 1}, at byte {e.BytePositionInLine + 1}.";
        }
    }

    private static string? FieldOf(string? path) =>
        path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');
}
