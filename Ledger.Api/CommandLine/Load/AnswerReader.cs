using System.Net;
using System.Text.Json;

namespace Ledger.Api.CommandLine.Load;

/// <summary>Turns an answer into what became of the line.</summary>
internal static class AnswerReader
{
    private const string ProblemPrefix = "urn:ledger:problem:";

    public static async Task<LineOutcome> ReadAsync(LoadLine line, HttpResponseMessage answer, bool sentBefore, CancellationToken cancellationToken)
    {
        // What this run itself sent before, and got no answer to, was not there already.
        bool replayed = !sentBefore && answer.Headers.TryGetValues("Idempotency-Replayed", out IEnumerable<string>? values) && values.Contains("true", StringComparer.Ordinal);
        if (answer.IsSuccessStatusCode)
        {
            bool already = replayed || (!sentBefore && !line.File.IsTransactions && answer.StatusCode == HttpStatusCode.OK);
            return new LineOutcome(already ? LineResult.AlreadyThere : LineResult.Done, "", "");
        }

        (string code, string detail) = await ProblemAsync(answer, cancellationToken);
        LineResult result = code == "insufficient-funds" ? (replayed ? LineResult.AlreadyThere : LineResult.Refused) : LineResult.NotTaken;
        return new LineOutcome(result, code, detail);
    }

    public static async Task<bool> IsOpenAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        (await ProblemAsync(answer, cancellationToken)).Code == "outcome-unknown";

    private static async Task<(string Code, string Detail)> ProblemAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        string status = $"status-{(int)answer.StatusCode}";
        try
        {
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            JsonElement root = document.RootElement;
            string type = root.TryGetProperty("type", out JsonElement value) ? value.GetString() ?? "" : "";
            string code = type.StartsWith(ProblemPrefix, StringComparison.Ordinal) ? type[ProblemPrefix.Length..] : status;
            string detail = root.TryGetProperty("detail", out JsonElement text) ? text.GetString() ?? "" : "";
            string errors = root.TryGetProperty("errors", out JsonElement fields) ? $" {fields.GetRawText()}" : "";
            return (code, detail + errors);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (status, "The answer is not one of this service.");
        }
    }
}
