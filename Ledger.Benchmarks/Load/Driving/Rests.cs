using Ledger.Benchmarks.Load.Figures;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Driving;

/// <summary>
/// The connections that pause after a break or an open outcome, with their request or without one. Without the pause, a service that
/// is down would be asked as fast as the system can refuse.
/// </summary>
internal sealed class Rests
{
    private static readonly long s_length = Ticks.OfMilliseconds(100);
    private readonly Queue<Connection> _queue = new();

    /// <summary>When the first pause is over; <see cref="long.MaxValue"/> while there is none.</summary>
    public long NextResume => _queue.TryPeek(out Connection? connection) ? connection.ResumeAt : long.MaxValue;

    public void Add(Connection connection, long now)
    {
        connection.State = ConnectionState.Resting;
        connection.ResumeAt = now + s_length;
        _queue.Enqueue(connection);
    }

    public Connection? TakeRested(long now) => NextResume <= now ? _queue.Dequeue() : null;
}
