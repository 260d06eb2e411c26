using Ledger.Domain.Accounts;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Accounts;

/// <summary>Accounts as their history leaves them, so that no read model has to be waited for.</summary>
internal sealed class AccountHistory(StreamLoader<AccountCommand, AccountState, AccountEvent> history, TimeProvider time)
{
    /// <summary>An account that is there, as it is now.</summary>
    /// <exception cref="EventStore.Port.StoreUnavailableException">It cannot be read.</exception>
    public async Task<AccountAnswer> NowAsync(string id, CancellationToken cancellationToken)
    {
        var stream = AccountOrders.StreamOf(id);
        var head = await history.LoadAsync(stream, long.MaxValue, seen: null, cancellationToken);
        var opening = await history.LoadAsync(stream, 0, seen: null, cancellationToken);
        return AccountAnswer.Of((OpenedAccount)head.State, head.Revision, opening.RecordedAt, head.RecordedAt, time.GetUtcNow());
    }
}
