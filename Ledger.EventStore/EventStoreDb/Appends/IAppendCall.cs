namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>A way to send appends to one node.</summary>
internal interface IAppendCall : IAsyncDisposable
{
    /// <summary>Whether nothing can be sent on it any more.</summary>
    bool IsBroken { get; }

    /// <summary>Sends an append and awaits what becomes of it. It never throws: a fault is an answer too.</summary>
    Task<AppendAnswer> SendAsync(AppendRequest request);
}
