using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.EventStore.EventStoreDb.Reads;

/// <summary>One call of <c>Read</c>.</summary>
internal sealed class ReadCall : IAsyncDisposable
{
    private readonly Node _node;
    private readonly CancellationTokenSource _ended;
    private readonly IAsyncEnumerator<ReadResp> _messages;
    private Task<bool> _pending = Task.FromResult(true);

    public ReadCall(Node node, ReadReq request, bool requiresLeader, CancellationToken cancellationToken)
    {
        _node = node;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _messages = node.Channel.StreamAsync(ReadRequests.Read, new IMessage[] { request }, new(requiresLeader), _ended.Token)
            .GetAsyncEnumerator(_ended.Token);
    }

    public ReadResp Current => _messages.Current;

    /// <summary>Goes on to the next message; false at the end.</summary>
    public ValueTask<bool> MoveNextAsync()
    {
        var next = _messages.MoveNextAsync();
        return next.IsCompleted ? next : new(_pending = next.AsTask());
    }

    /// <summary>Goes on to the next message; false at the end.</summary>
    /// <exception cref="TimeoutException">Nothing came in time. The call is of no use any more.</exception>
    public ValueTask<bool> MoveNextAsync(TimeSpan deadline, TimeProvider time)
    {
        var next = MoveNextAsync();
        return next.IsCompleted ? next : WithinAsync(_pending, deadline, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        // An enumerator is left only when it stands still.
        await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _messages.DisposeAsync();
        _ended.Dispose();
    }

    private async ValueTask<bool> WithinAsync(Task<bool> next, TimeSpan deadline, TimeProvider time)
    {
        try
        {
            return await next.WaitAsync(deadline, time);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{_node} has sent nothing for {deadline.TotalSeconds} s.", e);
        }
    }
}
