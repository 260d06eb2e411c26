using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>Transfers of 1.00 to 9.99 from any account to another. One without an answer, or still under way, leaves both uncertain.</summary>
internal sealed class PostTransfers : IWorkload
{
    private const char ToMark = '\u0004';
    private const char AmountMark = '\u0002';
    private const int AmountWidth = 4;

    private readonly AccountBook _book;
    private readonly AccountPicker _picker;
    private readonly Random _random;
    private readonly RequestTemplate _template;
    private readonly (int From, int To, long Cents)[] _asked;

    public PostTransfers(Target target, AccountBook book, AccountPicker picker, int connections, int seed)
    {
        (_book, _picker, _random, _asked) = (book, picker, new Random(seed), new (int, int, long)[connections]);
        string to = book.IdTemplate.Replace(AccountBook.NumberMark, ToMark);
        _template = RequestTemplate.Post(
            target,
            "/v1/transfers",
            $$"""{"fromAccountId":"{{book.IdTemplate}}","toAccountId":"{{to}}","amount":"{{RequestTemplate.Place(AmountMark, AmountWidth)}}","currency":"EUR"}""");
    }

    public bool Repeatable => false;

    public long Unknown { get; private set; }

    public int Compose(int slot, Span<byte> request)
    {
        int from = _picker.Next(_random);
        int to = _picker.Next(_random);
        while (to == from)
        {
            to = _picker.Next(_random);
        }

        long cents = _random.Next(100, 1000);
        _asked[slot] = (from, to, cents);
        _book.Begin(from);
        _book.Begin(to);
        _template.CopyTo(request);
        Digits.Write(request.Slice(_template.At(AccountBook.NumberMark), AccountBook.NumberWidth), from);
        Digits.Write(request.Slice(_template.At(ToMark), AccountBook.NumberWidth), to);
        Digits.WriteCents(request.Slice(_template.At(AmountMark), AmountWidth), cents);
        return _template.Length;
    }

    public bool Answered(int slot, in Answer answer)
    {
        (int from, int to, long cents) = _asked[slot];
        switch (answer.Status)
        {
            case 201:
                _book.End(from, -cents);
                _book.End(to, cents);
                break;
            case 202:
            case 503 when answer.Body.IndexOf("outcome-unknown"u8) >= 0:
                Abandoned(slot, mayHaveArrived: true);
                break;
            default:
                // Refused: nothing has moved, or it was given back.
                Abandoned(slot, mayHaveArrived: false);
                break;
        }

        return true;
    }

    public void Abandoned(int slot, bool mayHaveArrived)
    {
        (int from, int to, _) = _asked[slot];
        if (mayHaveArrived)
        {
            Unknown++;
            _book.EndUncertain(from);
            _book.EndUncertain(to);
        }
        else
        {
            _book.End(from, 0);
            _book.End(to, 0);
        }
    }
}
