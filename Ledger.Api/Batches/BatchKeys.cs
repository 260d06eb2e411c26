using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;

namespace Ledger.Api.Batches;

/// <summary>The idempotency keys of a batch's items: their own, or ones that follow from the batch's.</summary>
internal static class BatchKeys
{
    // Room for a colon and the number of an item.
    private const int MaxLength = IdempotencyKey.MaxLength - 20;

    /// <exception cref="ProblemException">It is no key, or too long to have a number put behind it.</exception>
    public static string? Of(HttpRequest request) => IdempotencyKey.Of(request) is not { } key ? null
        : key.Length <= MaxLength ? key
        : throw new ProblemException(Problem.Invalid("Idempotency-Key", $"of a batch must be at most {MaxLength} characters, so that an item's number can follow"));

    /// <exception cref="ProblemException">The item's own is no key.</exception>
    public static string? OfItem(string? ofItem, string? ofBatch, long index) =>
        ofItem is not null ? IdempotencyKey.IsValid(ofItem) ? ofItem : throw new ProblemException(Problem.Invalid("idempotencyKey", IdempotencyKey.Rule))
        : ofBatch is null ? null
        : $"{ofBatch}:{index}";
}
