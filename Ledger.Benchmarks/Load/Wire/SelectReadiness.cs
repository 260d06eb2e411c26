using System.Net.Sockets;
using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>Works everywhere that .NET does. It waits in whole milliseconds on most systems and builds its list anew for each wait.</summary>
internal sealed class SelectReadiness(int slots) : IReadiness
{
    private readonly Socket?[] _sockets = new Socket?[slots];
    private readonly Dictionary<Socket, int> _slots = new(slots);
    private readonly List<Socket> _list = new(slots);

    public void Watch(int slot, Socket? socket)
    {
        if (_sockets[slot] is { } before)
        {
            _slots.Remove(before);
        }

        _sockets[slot] = socket;
        if (socket is not null)
        {
            _slots[socket] = slot;
        }
    }

    public int Wait(long ticks, Span<int> ready)
    {
        _list.Clear();
        _list.AddRange(_slots.Keys);
        var timeout = TimeSpan.FromMicroseconds(Ticks.ToMicroseconds(Math.Max(0, ticks)));
        if (_list.Count == 0)
        {
            Thread.Sleep(timeout);
            return 0;
        }

        Socket.Select(_list, null, null, timeout);
        for (int i = 0; i < _list.Count; i++)
        {
            ready[i] = _slots[_list[i]];
        }

        return _list.Count;
    }

    public void Dispose()
    {
        // It holds nothing of its own.
    }
}
