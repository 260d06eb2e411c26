using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>
/// Deposits of 10.00 to 99.99 that are taken in to be decided later, to accounts that nothing else goes to: when they are posted is not known,
/// and that they all are is known at the end.
/// </summary>
internal sealed class SubmitDeposits : IWorkload
{
    private readonly AccountBook _book;
    private readonly Random _random;
    private readonly PostingTemplate _deposit;
    private readonly int _first;
    private readonly (int Account, long Cents)[] _asked;

    /// <param name="first">The first of the accounts; they go on to the last of the book.</param>
    public SubmitDeposits(Target target, AccountBook book, int first, int connections, int seed)
    {
        (_book, _first, _random, _asked) = (book, first, new Random(seed), new (int, long)[connections]);
        _deposit = new PostingTemplate(target, book, "deposit", amountWidth: 5, keys: false, deferred: true);
    }

    public bool Repeatable => false;

    public long Unknown { get; private set; }

    public int Compose(int slot, Span<byte> request)
    {
        _asked[slot] = (_random.Next(_first, _book.Count), _random.Next(1000, 10_000));
        _book.Begin(_asked[slot].Account);
        return _deposit.Write(request, _asked[slot].Account, _asked[slot].Cents, 0);
    }

    public bool Answered(int slot, in Answer answer)
    {
        if (answer.Status == 202)
        {
            _book.End(_asked[slot].Account, _asked[slot].Cents);
        }
        else
        {
            Abandoned(slot, mayHaveArrived: answer.Body.IndexOf("outcome-unknown"u8) >= 0);
        }

        return true;
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
}
