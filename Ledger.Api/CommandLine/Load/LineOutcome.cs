using System.Text.Json;

namespace Ledger.Api.CommandLine.Load;

internal enum LineResult
{
    Done,

    /// <summary>It was there before, a recorded refusal among them.</summary>
    AlreadyThere,

    /// <summary>A refusal that the ledger has recorded: an outcome like any other.</summary>
    Refused,

    /// <summary>Nothing was written, or nobody knows.</summary>
    NotTaken,
}

/// <summary>What became of a line; <see cref="Code"/> and <see cref="Detail"/> are the problem's, empty where there is none.</summary>
/// <param name="IsRecordedRefusal">Whether its key is taken by a refusal.</param>
internal sealed record LineOutcome(LineResult Result, string Code = "", string Detail = "", bool IsRecordedRefusal = false)
{
    private const string ProblemPrefix = "urn:ledger:problem:";

    /// <summary>Reads a line of a batch's answer.</summary>
    /// <param name="sentBefore">What this run itself has sent before was not there already.</param>
    /// <returns><see langword="null"/> where the item is worth sending again.</returns>
    /// <exception cref="JsonException">It is no answer of this service.</exception>
    public static LineOutcome? Read(JsonElement answer, LoadFile file, bool sentBefore)
    {
        var status = answer.GetProperty("status").GetInt32();
        var isReplayed = answer.TryGetProperty("replayed", out var replayed) && replayed.ValueKind == JsonValueKind.True;
        var wasThere = !sentBefore && (isReplayed || (!file.HasKeys && status == 200));
        if (status is >= 200 and < 300)
        {
            return new(wasThere ? LineResult.AlreadyThere : LineResult.Done);
        }

        if (status == 503)
        {
            return null;
        }

        var problem = answer.GetProperty("problem");
        var code = CodeOf(problem);
        var isRecorded = problem.TryGetProperty("transactionId", out _) && code == "insufficient-funds";
        return new(isRecorded ? wasThere ? LineResult.AlreadyThere : LineResult.Refused : LineResult.NotTaken, code, DetailOf(problem), isRecorded);
    }

    /// <summary>What a problem that answers a whole request says.</summary>
    public static LineOutcome NotTaken(string problem, int status)
    {
        try
        {
            using var document = JsonDocument.Parse(problem);
            return new(LineResult.NotTaken, CodeOf(document.RootElement), DetailOf(document.RootElement));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new(LineResult.NotTaken, $"status-{status}", "The answer is not one of this service.");
        }
    }

    private static string CodeOf(JsonElement problem) =>
        problem.GetProperty("type").GetString() is { } type && type.StartsWith(ProblemPrefix, StringComparison.Ordinal)
            ? type[ProblemPrefix.Length..]
            : "problem";

    private static string DetailOf(JsonElement problem) => problem.TryGetProperty("detail", out var text) ? text.GetString() ?? string.Empty : string.Empty;
}
