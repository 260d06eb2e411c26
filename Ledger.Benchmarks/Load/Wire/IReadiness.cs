using System.Net.Sockets;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>Says which of many sockets have something to read. For one thread.</summary>
internal interface IReadiness : IDisposable
{
    /// <summary>From now on the socket at that place is this one; null: none.</summary>
    void Watch(int slot, Socket? socket);

    /// <summary>Waits at most so many clock ticks and writes the places that are ready; answers how many.</summary>
    int Wait(long ticks, Span<int> ready);
}
