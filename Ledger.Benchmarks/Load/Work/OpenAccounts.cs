using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>Opens every account of the book once. Opening again with the same attributes is no second opening, so it may be repeated.</summary>
internal sealed class OpenAccounts : IWorkload
{
    private readonly AccountBook _book;
    private readonly RequestTemplate _template;
    private readonly int _numberAt;
    private int _next;

    public OpenAccounts(Target target, AccountBook book)
    {
        _book = book;
        _template = RequestTemplate.Post(target, "/v1/accounts", $$"""{"id":"{{book.IdTemplate}}","currency":"EUR"}""");
        _numberAt = _template.At(AccountBook.NumberMark);
    }

    public bool Repeatable => true;

    /// <summary>Why an account could not be opened; null while all could.</summary>
    public string? Failure { get; private set; }

    public int Compose(int slot, Span<byte> request)
    {
        if (_next == _book.Count || Failure is not null)
        {
            return 0;
        }

        _template.CopyTo(request);
        Digits.Write(request.Slice(_numberAt, AccountBook.NumberWidth), _next++);
        return _template.Length;
    }

    public bool Answered(int slot, in Answer answer)
    {
        if (answer.Status == 503)
        {
            return false;
        }

        if (answer.Status is not (200 or 201))
        {
            Failure ??= $"POST /v1/accounts answered {answer.Status}: {System.Text.Encoding.UTF8.GetString(answer.Body)}";
        }

        return true;
    }

    public void Abandoned(int slot, bool mayHaveArrived) => Failure ??= "POST /v1/accounts got no answer for a minute.";
}
