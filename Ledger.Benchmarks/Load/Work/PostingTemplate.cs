using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>One kind of posting with an amount of one width, and with the run's own Idempotency-Key where keys are wanted.</summary>
internal sealed class PostingTemplate
{
    private const char AmountMark = '\u0002';
    private const char KeyMark = '\u0003';
    private const int KeyWidth = 12;

    private readonly RequestTemplate _template;
    private readonly int _amountWidth;
    private readonly int _numberAt;
    private readonly int _amountAt;
    private readonly int _keyAt;

    public PostingTemplate(Target target, AccountBook book, string type, int amountWidth, bool keys, bool deferred = false)
    {
        string amount = RequestTemplate.Place(AmountMark, amountWidth);
        _template = RequestTemplate.Post(
            target,
            "/v1/transactions",
            $$"""{"accountId":"{{book.IdTemplate}}","type":"{{type}}","amount":"{{amount}}","currency":"EUR","description":"Load"}""",
            keys ? $"{book.Run}-{RequestTemplate.Place(KeyMark, KeyWidth)}" : null,
            deferred);
        _amountWidth = amountWidth;
        _numberAt = _template.At(AccountBook.NumberMark);
        _amountAt = _template.At(AmountMark);
        _keyAt = keys ? _template.At(KeyMark) : -1;
    }

    public int Write(Span<byte> request, int account, long cents, long serial)
    {
        _template.CopyTo(request);
        Digits.Write(request.Slice(_numberAt, AccountBook.NumberWidth), account);
        Digits.WriteCents(request.Slice(_amountAt, _amountWidth), cents);
        if (_keyAt >= 0)
        {
            Digits.Write(request.Slice(_keyAt, KeyWidth), serial);
        }

        return _template.Length;
    }
}
