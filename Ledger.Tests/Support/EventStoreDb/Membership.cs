using System.Collections.Concurrent;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Who leads. Calls that care hear of a change.</summary>
internal sealed class Membership
{
    private readonly ConcurrentDictionary<Listener, Action> _listeners = new();
    private volatile ProtocolNode? _leader;

    public ProtocolNode? Leader => _leader;

    public void Move(ProtocolNode? leader)
    {
        _leader = leader;
        foreach (var listener in _listeners.Values)
        {
            listener();
        }
    }

    public IDisposable OnChange(Action listener)
    {
        var key = new Listener(this);
        _listeners[key] = listener;
        return key;
    }

    /// <exception cref="GrpcFailure">The node is not the leader, and the call insists on it.</exception>
    public void CheckLeader(ProtocolNode node, bool requiresLeader)
    {
        if (requiresLeader && Leader is { } leader && leader != node)
        {
            throw GrpcFailure.NotLeader(leader.Advertised);
        }
    }

    private sealed class Listener(Membership membership) : IDisposable
    {
        public void Dispose() => membership._listeners.TryRemove(this, out _);
    }
}
