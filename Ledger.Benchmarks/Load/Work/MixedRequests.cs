using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>Seven of ten requests are single postings, one is a transfer, one reads a balance, one is a deposit that is decided later.</summary>
internal sealed class MixedRequests : IWorkload
{
    /// <summary>So many there must be, for transfers to have two to choose from, and submissions one.</summary>
    public const int FewestAccounts = 20;

    private readonly Random _random;
    private readonly IWorkload[] _kinds;
    private readonly IWorkload[] _asked;
    private readonly PostTransfers _transfers;
    private readonly SubmitDeposits _submissions;

    public MixedRequests(Target target, AccountBook book, PostTransactions postings, AccountPicker picker, int connections, int seed)
    {
        _random = new Random(seed);
        _transfers = new PostTransfers(target, book, picker, connections, seed);
        _submissions = new SubmitDeposits(target, book, SettledAtOnce(book.Count), connections, seed);
        var reads = new ReadBalances(target, book, seed);
        _kinds = [postings, postings, postings, postings, postings, postings, postings, _transfers, reads, _submissions];
        _asked = new IWorkload[connections];
    }

    /// <summary>A single posting among them must not be sent twice.</summary>
    public bool Repeatable => false;

    /// <summary>Of transfers and submissions.</summary>
    public long Unknown => _transfers.Unknown + _submissions.Unknown;

    /// <summary>How many of the accounts get no submissions; those are the first ones.</summary>
    public static int SettledAtOnce(int accounts) => accounts * 9 / 10;

    public int Compose(int slot, Span<byte> request) => (_asked[slot] = _kinds[_random.Next(_kinds.Length)]).Compose(slot, request);

    public bool Answered(int slot, in Answer answer) => _asked[slot].Answered(slot, answer);

    public void Abandoned(int slot, bool mayHaveArrived) => _asked[slot].Abandoned(slot, mayHaveArrived);
}
