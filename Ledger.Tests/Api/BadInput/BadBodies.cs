using System.Text;

namespace Ledger.Tests.Api.BadInput;

/// <summary>What is wrong with any body, whatever its members mean.</summary>
internal static class BadBodies
{
    private static readonly string[] NotText = ["1", "1.5", "true", "[]", "[\"EUR\"]", "{}"];
    private static readonly string[] BadIds = ["", "../x", "a b", "é", "-a", ".a", "_a", "a/b", "a\\\\b", "a%", "a\\u0000", "a\\ud800", new('a', 65), "a\\n", "🎉"];

    /// <summary>The form of the body as a whole.</summary>
    public static IEnumerable<BadRequest> OfForm(string route, JsonTemplate valid)
    {
        foreach (var json in new[]
        {
            "", " ", "{", "}", "{]", $"{valid}x", $"{valid}{valid}", $"{valid.ToString()[..^1]},}}", "{'id':1}", "{id:1}", "// x\n{}", "NaN",
            valid.With("currency", "EUR").ToString(), valid.With("currency", "\"EU\nR\"").ToString(), valid.With("currency", "\"\\x\"").ToString(),
            string.Concat(Enumerable.Repeat("[", 1000)), string.Concat(Enumerable.Repeat("{\"metadata\":", 1000)), "\uFEFF\uFEFF{}",
        })
        {
            yield return BadRequest.Malformed(route, $"no JSON: {Short(json)}", Encoding.UTF8.GetBytes(json));
        }

        byte[][] notUtf8 = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3], [0xF5, 0x80, 0x80, 0x80]];
        foreach (var bytes in notUtf8)
        {
            byte[] body = [.. "{\"id\":\""u8, .. bytes, .. "\"}"u8];
            yield return BadRequest.Malformed(route, $"not UTF-8: {Convert.ToHexString(bytes)}", body);
        }

        yield return BadRequest.Malformed(route, "UTF-16", Encoding.Unicode.GetBytes(valid.ToString()));
        foreach (var json in new[] { "null", "1", "\"x\"", "[]", $"[{valid}]", "true" })
        {
            yield return BadRequest.Body(route, $"no object: {Short(json)}", json, "body");
        }

        foreach (var media in new[] { null, "text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=x" })
        {
            yield return new(
                route, $"media type {media ?? "none"}", () => BadRequest.Post(route, Encoding.UTF8.GetBytes(valid.ToString()), media), 415, "unsupported-media-type");
        }

        var tooLarge = Encoding.UTF8.GetBytes(valid.ToString().PadRight((1 << 20) + 1));
        yield return new(route, "1 MiB and a byte", () => BadRequest.Post(route, tooLarge), 413, "body-too-large");
        yield return new(route, "1 MiB and a byte, in chunks", () => Chunked(BadRequest.Post(route, tooLarge)), 413, "body-too-large");
    }

    /// <summary>Unknown and repeated members, and members of another type.</summary>
    public static IEnumerable<BadRequest> OfMembers(string route, JsonTemplate valid, params string[] texts)
    {
        foreach (var name in new[] { "nothing", "Currency", "ID", "\\u0000", "", "$type", "__proto__" })
        {
            var field = name.StartsWith('\\') ? "\0" : name;
            yield return BadRequest.Body(route, $"unknown member {name}", valid.And(name, "1").ToString(), field);
        }

        foreach (var (name, json) in valid.Members)
        {
            yield return BadRequest.Body(route, $"repeated {name}", valid.And(name, json).ToString(), name);
        }

        foreach (var name in texts)
        {
            foreach (var json in NotText)
            {
                yield return BadRequest.Body(route, $"{name} is {json}", valid.With(name, json).ToString(), name);
            }
        }
    }

    public static IEnumerable<BadRequest> OfId(string route, JsonTemplate valid, string name) =>
        BadIds.Select(id => BadRequest.Body(route, $"{name} is '{Short(id)}'", valid.With(name, $"\"{id}\"").ToString(), name));

    public static IEnumerable<BadRequest> OfCurrency(string route, JsonTemplate valid) =>
        new[] { "\"eur\"", "\"Eur\"", "\"\"", "\"EURO\"", "\"EU\"", "\"XXX\"", "\"ZZZ\"", "\" EUR\"", "\"EUR \"", "\"ЕUR\"", "\"DEM\"", "null" }
            .Select(json => BadRequest.Body(route, $"currency is {json}", valid.With("currency", json).ToString(), "currency"))
            .Append(BadRequest.Body(route, "no currency", valid.Without("currency").ToString(), "currency"));

    public static string Short(string text) => text.Length > 40 ? $"{text[..40]}… ({text.Length} characters)" : text;

    private static HttpRequestMessage Chunked(HttpRequestMessage request)
    {
        request.Headers.TransferEncodingChunked = true;
        return request;
    }
}
