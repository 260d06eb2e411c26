using System.Text.Json;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Rebuilds;

/// <summary>
/// How far the process that leads has come with a rebuild, as it stands with the generation: so every process says the same. How many
/// events are folded stands there already.
/// </summary>
/// <param name="SecondsLeft">While it is loaded; <see langword="null"/> where that cannot be said.</param>
/// <param name="At">When it was so.</param>
internal sealed record RebuildProgress(
    RebuildPhase Phase, long? Total, double EventsPerSecond, double? SecondsLeft, GenerationComparison? Comparison, string? Error, DateTimeOffset At)
{
    // While events are folded, this is written every second or so. What is so old was written by a process that is gone or stands
    // still, or by one whose clock goes wrong.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    public static RebuildProgress? OfText(string? text)
    {
        if (text is null || JsonSerializer.Deserialize<RebuildProgress>(text) is not { } progress)
        {
            return null;
        }

        return progress.Comparison is { } comparison
            ? progress with { Comparison = comparison with { First = [.. comparison.First.Select(row => row with { Live = Values(row.Live), New = Values(row.New) })] } }
            : progress;
    }

    /// <summary>No process has said anything yet.</summary>
    public static RebuildProgress OfNothingSaid(Generation generation, DateTimeOffset now) => new(
        generation.State == GenerationState.Candidate ? RebuildPhase.Waiting : RebuildPhase.Requested, null, 0, null, null, null, now);

    public string ToText() => JsonSerializer.Serialize(this);

    public RebuildStatus StatusOf(Generation generation, DateTimeOffset now)
    {
        var moves = Phase == RebuildPhase.Loading && (now - At).Duration() < Fresh;
        return new(
            generation.Number,
            Phase,
            generation.Events,
            Total,
            moves ? EventsPerSecond : 0,
            moves && SecondsLeft is { } left ? TimeSpan.FromSeconds(left) : null,
            Comparison,
            Error);
    }

    /// <summary>Columns hold text and 64-bit numbers.</summary>
    private static Dictionary<string, object?>? Values(IReadOnlyDictionary<string, object?>? row) => row?.ToDictionary(
        column => column.Key,
        column => column.Value is JsonElement value ? value.ValueKind == JsonValueKind.Number ? value.GetInt64() : value.GetString() : column.Value,
        StringComparer.Ordinal);
}
