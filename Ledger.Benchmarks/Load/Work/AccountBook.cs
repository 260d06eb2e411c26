using System.Globalization;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>
/// What this run knows of its accounts, in cents: acknowledged deposits less acknowledged withdrawals. An account with a request
/// whose outcome nobody knows is uncertain, and left out of the check.
/// </summary>
internal sealed class AccountBook(int count)
{
    /// <summary>Marks the account's number in a template.</summary>
    public const char NumberMark = '\u0001';

    public const int NumberWidth = 6;

    private readonly long[] _acknowledged = new long[count];
    private readonly int[] _open = new int[count];
    private readonly bool[] _shared = new bool[count];
    private readonly bool[] _uncertain = new bool[count];

    public int Count => count;

    /// <summary>Ids of different runs differ, so that runs on one ledger do not meet.</summary>
    public string Run { get; } = Random.Shared.Next().ToString("x8", CultureInfo.InvariantCulture);

    public string IdTemplate => $"load-{Run}-{Wire.RequestTemplate.Place(NumberMark, NumberWidth)}";

    public int Uncertain => _uncertain.Count(uncertain => uncertain);

    public string IdOf(int account) => $"load-{Run}-{account.ToString("D6", CultureInfo.InvariantCulture)}";

    public long Acknowledged(int account) => _acknowledged[account];

    public bool IsUncertain(int account) => _uncertain[account];

    /// <summary>A request that may change the account goes out.</summary>
    public void Begin(int account)
    {
        _shared[account] = _open[account] > 0;
        _open[account]++;
    }

    /// <summary>
    /// It came to an end with this change of the balance. Answers whether it was the only one under way on the account from
    /// beginning to end, so that the balance right after it is known.
    /// </summary>
    public bool End(int account, long change)
    {
        _open[account]--;
        _acknowledged[account] += change;
        return !_shared[account] && !_uncertain[account] && _open[account] == 0;
    }

    public void EndUncertain(int account)
    {
        _open[account]--;
        _uncertain[account] = true;
    }
}
