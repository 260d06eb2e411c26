using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>What is open in an account, by the audit's own reckoning: holds, transfers in flight, submissions, in the order of their opening.</summary>
internal sealed class OpenItemsCheck
{
    private List<OpenHold>? _holds;
    private List<TransferInFlight>? _transfers;
    private List<PendingTransaction>? _pending;

    /// <summary>Whether everything that is open is known. Where it is not, what is here is open, and more may be.</summary>
    public bool IsComplete { get; private set; } = true;

    // Most accounts never have any.
    public IReadOnlyList<OpenHold> Holds => _holds ?? (IReadOnlyList<OpenHold>)[];

    public IReadOnlyList<TransferInFlight> Transfers => _transfers ?? (IReadOnlyList<TransferInFlight>)[];

    public IReadOnlyList<PendingTransaction> Pending => _pending ?? (IReadOnlyList<PendingTransaction>)[];

    public int Count => Holds.Count + Transfers.Count + Pending.Count;

    public void Add(OpenHold hold) => (_holds ??= []).Add(hold);

    public void Add(TransferInFlight transfer) => (_transfers ??= []).Add(transfer);

    public void Add(PendingTransaction pending) => (_pending ??= []).Add(pending);

    public OpenHold? TakeHold(Guid id) => Take(_holds, hold => hold.Id == id);

    public TransferInFlight? TakeTransfer(Guid id) => Take(_transfers, transfer => transfer.Id == id);

    public PendingTransaction? TakePending(Guid id) => Take(_pending, pending => pending.Id == id);

    /// <summary>Some of them may have ended, and others begun.</summary>
    public void LoseTrack() => (IsComplete, _holds, _transfers, _pending) = (false, null, null, null);

    /// <summary>Takes over what a closing of the books carries forward.</summary>
    public void Adopt(BooksClosed e) =>
        (IsComplete, _holds, _transfers, _pending) = (true, ListOf(e.Holds), ListOf(e.Transfers), ListOf(e.Pending));

    /// <summary>The first member of a closing that is not what is open; <see langword="null"/> where all are.</summary>
    public string? DifferenceOf(BooksClosed e) =>
        !IsComplete ? null
        : !Holds.SequenceEqual(Or(e.Holds)) ? "holds"
        : !Transfers.SequenceEqual(Or(e.Transfers)) ? "transfers"
        : !Pending.SequenceEqual(Or(e.Pending)) ? "pending"
        : null;

    private static T? Take<T>(List<T>? items, Predicate<T> matches)
        where T : class
    {
        if (items?.FindIndex(matches) is not (>= 0 and var at))
        {
            return null;
        }

        var item = items[at];
        items.RemoveAt(at);
        return item;
    }

    private static List<T>? ListOf<T>(OpenItems<T>? items)
        where T : class =>
        items is { Count: > 0 } ? [.. items] : null;

    private static OpenItems<T> Or<T>(OpenItems<T>? items)
        where T : class =>
        items ?? OpenItems<T>.None;
}
