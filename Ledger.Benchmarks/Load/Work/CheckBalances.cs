using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>Asks for the balance of every account of the book that is certain, and compares to the cent.</summary>
internal sealed class CheckBalances(Target target, AccountBook book, int connections) : IWorkload
{
    private readonly RequestTemplate _template = RequestTemplate.Get(target, $"/v1/accounts/{book.IdTemplate}/balance");
    private readonly int[] _asked = new int[connections];
    private readonly List<string> _differences = [];
    private int _next;

    public bool Repeatable => true;

    public int Agreed { get; private set; }

    public IReadOnlyList<string> Differences => _differences;

    public int Compose(int slot, Span<byte> request)
    {
        while (_next < book.Count && book.IsUncertain(_next))
        {
            _next++;
        }

        if (_next == book.Count)
        {
            return 0;
        }

        _asked[slot] = _next++;
        _template.CopyTo(request);
        Digits.Write(request.Slice(_template.At(AccountBook.NumberMark), AccountBook.NumberWidth), _asked[slot]);
        return _template.Length;
    }

    public bool Answered(int slot, in Answer answer)
    {
        if (answer.Status == 503)
        {
            return false;
        }

        int account = _asked[slot];
        long expected = book.Acknowledged(account);
        if (answer.Status != 200 || !Digits.TryReadCents(answer.Text("\"balance\":"u8), out long balance))
        {
            _differences.Add($"{book.IdOf(account)}: expected {Digits.Text(expected)}, but the answer has status {answer.Status} or no balance");
        }
        else if (balance != expected)
        {
            _differences.Add($"{book.IdOf(account)}: expected {Digits.Text(expected)}, the ledger holds {Digits.Text(balance)}, "
                + $"difference {Digits.Text(balance - expected)}");
        }
        else
        {
            Agreed++;
        }

        return true;
    }

    public void Abandoned(int slot, bool mayHaveArrived) =>
        _differences.Add($"{book.IdOf(_asked[slot])}: expected {Digits.Text(book.Acknowledged(_asked[slot]))}, but no answer came for a minute");
}
