using System.Collections.Concurrent;

namespace Ledger.Api.CommandLine.Load;

/// <summary>What became of all lines. Many may count at once.</summary>
internal sealed class LoadTally
{
    private const int Kept = 10;
    private readonly ConcurrentDictionary<(LineResult Result, string Code), int> _problems = new();
    private readonly ConcurrentQueue<string> _first = new();
    private int _opened;
    private int _posted;
    private int _alreadyThere;
    private int _refused;
    private int _notTaken;

    public int Opened => _opened;

    public int Posted => _posted;

    public int AlreadyThere => _alreadyThere;

    public int Refused => _refused;

    public int NotTaken => _notTaken;

    public bool Any => _opened + _posted + _alreadyThere + _refused + _notTaken > 0;

    public IEnumerable<KeyValuePair<(LineResult Result, string Code), int>> Problems => _problems.OrderByDescending(pair => pair.Value);

    /// <summary>The first lines that were not taken, with file and number.</summary>
    public IEnumerable<string> FirstNotTaken => _first;

    public void Count(LoadLine line, LineOutcome outcome)
    {
        ref int counter = ref CounterOf(line, outcome);
        int count = Interlocked.Increment(ref counter);
        if (outcome.Code.Length > 0)
        {
            _problems.AddOrUpdate((outcome.Result, outcome.Code), 1, (_, before) => before + 1);
        }

        if (outcome.Result == LineResult.NotTaken && count <= Kept)
        {
            _first.Enqueue($"{line.File.Name}:{line.Number} {outcome.Code}: {outcome.Detail}");
        }
    }

    private ref int CounterOf(LoadLine line, LineOutcome outcome)
    {
        switch (outcome.Result)
        {
            case LineResult.AlreadyThere:
                return ref _alreadyThere;
            case LineResult.Refused:
                return ref _refused;
            case LineResult.NotTaken:
                return ref _notTaken;
            default:
                return ref line.File.IsTransactions ? ref _posted : ref _opened;
        }
    }
}
