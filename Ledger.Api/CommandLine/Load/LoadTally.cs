using System.Globalization;

namespace Ledger.Api.CommandLine.Load;

/// <summary>What became of all lines. Many may count at once.</summary>
internal sealed class LoadTally
{
    private const int Shown = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<(LineResult Result, string Code), int> _problems = [];
    private readonly List<string> _first = [];
    private readonly Dictionary<LineResult, int> _counts = [];
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal) { ["registered"] = 0, ["opened"] = 0, ["posted"] = 0 };

    public bool Any => _counts.Count > 0;

    public int NotTaken => Count(LineResult.NotTaken);

    public void Take(LoadLine line, LineOutcome outcome)
    {
        lock (_gate)
        {
            _counts[outcome.Result] = Count(outcome.Result) + 1;
            if (outcome.Result == LineResult.Done)
            {
                _done[line.File.Done]++;
            }

            if (outcome.Code.Length > 0)
            {
                _problems[(outcome.Result, outcome.Code)] = _problems.GetValueOrDefault((outcome.Result, outcome.Code)) + 1;
            }

            if (outcome.Result == LineResult.NotTaken && _first.Count < Shown)
            {
                _first.Add($"{line.File.Name}:{line.Number} {outcome.Code}: {outcome.Detail}");
            }
        }
    }

    /// <summary>The end of a run in a few lines.</summary>
    public void WriteTo(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", _done.Select(done => $"{done.Key} {done.Value}"))}, already there {Count(LineResult.AlreadyThere)}, refused {Count(LineResult.Refused)}, not taken {NotTaken}"));
        foreach (var ((result, code), count) in _problems.OrderByDescending(pair => pair.Value))
        {
            var kind = result switch
            {
                LineResult.Refused => "refused, and recorded as such",
                LineResult.AlreadyThere => "already refused before",
                _ => "not taken",
            };
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {code}: {count} {kind}"));
        }

        foreach (var line in _first)
        {
            output.WriteLine($"  {line}");
        }
    }

    private int Count(LineResult result) => _counts.GetValueOrDefault(result);
}
