using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ledger.Api.Http.Problems;
using Microsoft.AspNetCore.Http.Features;

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
    public static async Task<T> ReadOrAsync<T>(HttpContext context, T otherwise)
        where T : class =>
        await IsLeftOutAsync(context) ? otherwise : await ReadAsync<T>(context);

    /// <summary>For a route that takes nothing: what is sent all the same is refused by its name, as everywhere.</summary>
    /// <exception cref="ProblemException">Something is sent.</exception>
    public static Task RefuseMembersAsync(HttpContext context) => ReadOrAsync(context, new NoMembers());

    /// <exception cref="ProblemException">The media type, the size, the JSON or its form is not what the route takes.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(Problem.NotJson);
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
            : fault.Message.StartsWith("Duplicate", StringComparison.Ordinal) ? Repeated(field, fault.Message)
            : fault.InnerException?.Message.Contains("UTF-16", StringComparison.Ordinal) == true ? "must not hold a lone surrogate"
            : "has the wrong type");
    }

    /// <summary>The property itself stands there twice, or one of a free object that it holds.</summary>
    private static string Repeated(string field, string message) =>
        message.Split('\'') is [_, var name, ..] && name != field.Split('.')[^1] ? $"holds '{name}' more than once" : "stands there more than once";

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

    // A body may turn out to be empty only when it has ended.
    private static async Task<bool> IsLeftOutAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        var reader = context.Request.BodyReader;
        while (context.Request.ContentType is null)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            reader.AdvanceTo(read.Buffer.Start);
            if (!read.Buffer.IsEmpty || read.IsCompleted)
            {
                return read.Buffer.IsEmpty;
            }
        }

        return false;
    }

    private sealed record NoMembers;

    private static string? FieldOf(string? path) =>
        path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');
}
