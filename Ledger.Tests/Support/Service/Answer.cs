using System.Net.Http.Headers;
using System.Text.Json;

namespace Ledger.Tests.Support.Service;

/// <summary>An answer, read to its end.</summary>
/// <param name="Json">The body where it is JSON; undefined where it is not.</param>
public sealed record Answer(int Status, HttpResponseHeaders Headers, string? MediaType, string Text, JsonElement Json)
{
    private const string ProblemPrefix = "urn:ledger:problem:";

    /// <summary>The code of a problem; <see langword="null"/> where the answer is none.</summary>
    public string? Code => MediaType == "application/problem+json" ? Member("type")?[ProblemPrefix.Length..] : null;

    /// <summary>The names of the fields in which something is wrong.</summary>
    public IReadOnlyList<string> Fields =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(e => e.Name)] : [];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var media = response.Content.Headers.ContentType?.MediaType;
        var json = default(JsonElement);
        if (media is not null && (media == "application/json" || media.EndsWith("+json", StringComparison.Ordinal)) && text.Length > 0)
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 2000 });
            json = document.RootElement.Clone();
        }

        return new((int)response.StatusCode, response.Headers, media, text, json);
    }

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>A member of the body as text.</summary>
    public string? Member(string name) => Json.TryGetProperty(name, out var member) ? member.ToString() : null;

    /// <summary>Whether an answer is a problem with everything that every problem has.</summary>
    public Answer ShouldBeProblem(int status, string code, string? field = null)
    {
        Status.Should().Be(status, Text);
        MediaType.Should().Be("application/problem+json", Text);
        Member("type").Should().Be(ProblemPrefix + code, Text);
        Json.GetProperty("status").GetInt32().Should().Be(status);
        Member("title").Should().NotBeNullOrEmpty();
        Member("detail").Should().NotBeNullOrEmpty();
        Member("traceId").Should().NotBeNullOrEmpty();
        if (code == "invalid-request")
        {
            Fields.Should().NotBeEmpty(Text);
        }

        if (field is not null)
        {
            Fields.Should().Contain(name => name == field || name.StartsWith(field + ".", StringComparison.Ordinal), Text);
        }

        if (status == 503)
        {
            Headers.RetryAfter.Should().NotBeNull();
        }

        return this;
    }

    public Answer ShouldBe(int status)
    {
        Status.Should().Be(status, Text);
        return this;
    }
}
