using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Api.Http.Problems;

/// <summary>An answer of RFC 9457. It can be returned, or thrown from where there is no way to return it.</summary>
internal sealed class Problem(ProblemKind kind, string detail) : IResult
{
    /// <summary>How problems are written: a member without a value is absent.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = Text.Encoder,
    };

    public static Problem BodyTooLarge => new(ProblemKind.BodyTooLarge, "The body has more than 1 MiB.");

    public static Problem NotJson => new(ProblemKind.UnsupportedMediaType, "Send the body as Content-Type: application/json.");

    public ProblemKind Kind { get; } = kind;

    public string Detail { get; } = detail;

    /// <summary>What is wrong with the input, by field.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Members of this problem's own.</summary>
    public IReadOnlyList<(string Name, object Value)>? More { get; init; }

    /// <summary>Seconds after which it is worth trying again.</summary>
    public int? RetryAfter { get; init; }

    public static Problem Invalid(string field, string why) => Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [why] });

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(ProblemKind.InvalidRequest, string.Join(" ", errors.Select(error => $"{error.Key} {error.Value[0]}."))) { Errors = errors };

    /// <summary>The same problem with one more member.</summary>
    public Problem With(string name, string value) =>
        new(Kind, Detail) { Errors = Errors, More = [.. More ?? [], (name, value)], RetryAfter = RetryAfter };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Kind.Status;
        response.ContentType = "application/problem+json";
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = $"{seconds}";
        }

        await JsonSerializer.SerializeAsync(response.Body, ToBody(httpContext), Json, httpContext.RequestAborted);
    }

    /// <summary>The members of the answer.</summary>
    public IReadOnlyDictionary<string, object?> ToBody(HttpContext httpContext)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = Kind.Type,
            ["title"] = Kind.Title,
            ["status"] = Kind.Status,
            ["detail"] = Detail,
            ["traceId"] = TraceIdOf(httpContext),
        };
        foreach (var more in More ?? [])
        {
            body[more.Name] = more.Value;
        }

        if (Errors is not null)
        {
            body["errors"] = Errors;
        }

        return body;
    }

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}

/// <summary>A problem on its way to the one place that answers it: for what is found deep below an endpoint.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
