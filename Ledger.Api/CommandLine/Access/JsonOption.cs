using System.CommandLine;
using System.Text.Json;
using Ledger.Api.Http;

namespace Ledger.Api.CommandLine.Access;

/// <summary>The option <c>--json</c>: what a command has to say as one line of JSON, in the form of the API's answers, and no progress.</summary>
internal static class JsonOption
{
    public static Option<bool> Instance { get; } = new("--json") { Description = "Says the result as one line of JSON, for scripts." };

    public static string Format<T>(T result) => JsonSerializer.Serialize(result, Text.Answers);
}
