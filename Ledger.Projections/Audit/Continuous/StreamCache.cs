namespace Ledger.Projections.Audit.Continuous;

/// <summary>The streams that were touched last. What falls out is loaded again from its last event, should it be touched again.</summary>
internal sealed class StreamCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<StreamAudit>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<StreamAudit> _byUse = new();

    /// <summary>A stream that is known; asking for it counts as use.</summary>
    public StreamAudit? Find(string stream)
    {
        if (!_nodes.TryGetValue(stream, out var node))
        {
            return null;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value;
    }

    public void Add(StreamAudit stream)
    {
        _nodes.Add(stream.Stream.Value, _byUse.AddFirst(stream));
        if (_nodes.Count > capacity)
        {
            _nodes.Remove(_byUse.Last!.Value.Stream.Value);
            _byUse.RemoveLast();
        }
    }

    public void Clear()
    {
        _nodes.Clear();
        _byUse.Clear();
    }
}
