using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>Reads the balance of any account, again and again.</summary>
internal sealed class ReadBalances(Target target, AccountBook book, int seed) : IWorkload
{
    private readonly RequestTemplate _template = RequestTemplate.Get(target, $"/v1/accounts/{book.IdTemplate}/balance");
    private readonly Random _random = new(seed);

    public bool Repeatable => true;

    public int Compose(int slot, Span<byte> request)
    {
        _template.CopyTo(request);
        Digits.Write(request.Slice(_template.At(AccountBook.NumberMark), AccountBook.NumberWidth), _random.Next(book.Count));
        return _template.Length;
    }

    public bool Answered(int slot, in Answer answer) => true;

    public void Abandoned(int slot, bool mayHaveArrived)
    {
        // Nothing was changed, and the figures count answers only.
    }
}
