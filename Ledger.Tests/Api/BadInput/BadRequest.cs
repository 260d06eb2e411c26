using System.Net.Http.Headers;
using System.Text;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="Route">The route that it goes to, as it is mapped.</param>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Make">Makes it anew.</param>
/// <param name="Field">The field that the refusal names.</param>
internal sealed record BadRequest(string Route, string Name, Func<HttpRequestMessage> Make, int Status, string Code, string? Field = null)
{
    public string FullName => $"{Route}: {Name}";

    /// <summary>A body that is not valid for this route.</summary>
    public static BadRequest Body(string route, string name, string json, string field) =>
        new(route, name, () => Post(route, json), 400, "invalid-request", field);

    public static BadRequest Malformed(string route, string name, byte[] body) =>
        new(route, name, () => Post(route, body), 400, "malformed-json");

    /// <summary>A query that is not valid for this route.</summary>
    public static BadRequest Query(string route, string path, string query, string field) =>
        new(route, $"?{query}", () => LedgerClient.Request(HttpMethod.Get, $"{path}?{query}", null), 400, "invalid-request", field);

    public static HttpRequestMessage Post(string route, string json) => Post(route, Encoding.UTF8.GetBytes(json));

    public static HttpRequestMessage Post(string route, byte[] body, string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        // Where what is wrong with the body is told first, any id does.
        var path = route.Split(' ')[1].Replace("{id}", route.Contains("/accounts/", StringComparison.Ordinal) ? "acc" : Guid.Empty.ToString(), StringComparison.Ordinal);
        return new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
    }

    public override string ToString() => FullName;
}
