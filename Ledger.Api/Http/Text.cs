using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Api.Http;

/// <summary>How answers are written.</summary>
internal static class Text
{
    /// <summary>Answers are JSON, never a part of a web page: text in any script stays readable.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>camelCase, times in UTC; a member without a value is null, not absent, unless it says otherwise.</summary>
    public static JsonSerializerOptions Answers { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = Encoder,
        Converters = { new UtcConverter() },
    };
}
