using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>
/// Single deposits (two of three, 10.00 to 99.99) and withdrawals (1.00 to 9.99, so that they are rarely refused), and the book of
/// what was acknowledged. With keys a request without an answer is sent again; without, its account becomes uncertain.
/// </summary>
internal sealed class PostTransactions : IWorkload
{
    private readonly AccountBook _book;
    private readonly AccountPicker _picker;
    private readonly Random _random;
    private readonly PostingTemplate _deposit;
    private readonly PostingTemplate _withdrawal;
    private readonly (int Account, long Change)[] _asked;
    private long _serial;

    public PostTransactions(Target target, AccountBook book, AccountPicker picker, int connections, bool keys, int seed)
    {
        _book = book;
        _picker = picker;
        _random = new Random(seed);
        _deposit = new PostingTemplate(target, book, "deposit", amountWidth: 5, keys);
        _withdrawal = new PostingTemplate(target, book, "withdrawal", amountWidth: 4, keys);
        _asked = new (int, long)[connections];
        Repeatable = keys;
    }

    public bool Repeatable { get; }

    public BalanceAfterCheck After { get; } = new();

    /// <summary>Requests that got no answer, or one that leaves the outcome open, and were not sent again.</summary>
    public long Unknown { get; private set; }

    public int Compose(int slot, Span<byte> request)
    {
        int account = _picker.Next(_random);
        bool deposit = _random.Next(3) < 2;
        long cents = deposit ? _random.Next(1000, 10_000) : _random.Next(100, 1000);
        _asked[slot] = (account, deposit ? cents : -cents);
        _book.Begin(account);
        return (deposit ? _deposit : _withdrawal).Write(request, account, cents, _serial++);
    }

    public bool Answered(int slot, in Answer answer)
    {
        (int account, long change) = _asked[slot];
        switch (answer.Status)
        {
            case 201:
                bool alone = _book.End(account, change);
                After.Accepted(_book, account, change, alone, answer.Text("\"balanceAfter\":"u8));
                return true;
            case 422:
                After.Refused(_book, account, change, _book.End(account, 0), answer.Text("\"balance\":"u8));
                return true;
            case 503 when Repeatable && IsOpen(answer):
                return false;
            case 503 when IsOpen(answer):
            case 200 or 202:
                Abandoned(slot, mayHaveArrived: true);
                return true;
            default:
                // The contract: nothing was or will be written. The check at the end takes it at its word.
                _book.End(account, 0);
                return true;
        }
    }

    public void Abandoned(int slot, bool mayHaveArrived)
    {
        if (mayHaveArrived)
        {
            Unknown++;
            _book.EndUncertain(_asked[slot].Account);
        }
        else
        {
            _book.End(_asked[slot].Account, 0);
        }
    }

    /// <summary>Said outright, or because a 503 tells nothing of an earlier sending that got no answer.</summary>
    private static bool IsOpen(in Answer answer) => answer.Attempt > 1 || answer.Body.IndexOf("outcome-unknown"u8) >= 0;
}
