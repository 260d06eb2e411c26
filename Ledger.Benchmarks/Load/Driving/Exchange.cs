using Ledger.Benchmarks.Load.Figures;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Driving;

/// <summary>The requests of a phase on their connections: sent, answered, sent again after a break, given up.</summary>
internal sealed class Exchange
{
    private static readonly long s_answerTimeout = Ticks.OfSeconds(30);
    private static readonly long s_giveUp = Ticks.OfSeconds(60);

    private readonly IReadOnlyList<Connection> _connections;
    private readonly IReadiness _readiness;
    private readonly IWorkload _workload;
    private readonly Tally _tally;
    private readonly IntervalMeter _meter;
    private readonly Stack<Connection> _idle;
    private readonly Rests _rests = new();

    public Exchange(IReadOnlyList<Connection> connections, IReadiness readiness, IWorkload workload, Tally tally, IntervalMeter meter)
    {
        (_connections, _readiness, _workload, _tally, _meter) = (connections, readiness, workload, tally, meter);
        _idle = new Stack<Connection>(connections.Count);
        foreach (Connection connection in connections)
        {
            Free(connection);
        }
    }

    /// <summary>Requests that have begun and not ended.</summary>
    public int Open { get; private set; }

    public bool HasIdle => _idle.Count > 0;

    public Connection? NextIdle => _idle.TryPeek(out Connection? connection) ? connection : null;

    public int Down => _connections.Count(connection => connection.Socket is null);

    public long NextResume => _rests.NextResume;

    /// <summary>Sends the request that was written into the connection at <see cref="NextIdle"/>.</summary>
    public void Begin(Connection connection, int length, long due, long now)
    {
        _idle.Pop();
        Open++;
        connection.RequestLength = length;
        connection.Due = due;
        connection.GiveUpAt = now + s_giveUp;
        connection.Attempts = 0;
        Send(connection, now);
    }

    public void Receive(Connection connection)
    {
        Parsed parsed = connection.Receive();
        if (parsed.State == ParseState.Incomplete)
        {
            return;
        }

        if (connection.State != ConnectionState.Asking)
        {
            // The service closed a connection that nothing was asked on.
            Drop(connection);
            return;
        }

        if (parsed.State == ParseState.Broken)
        {
            Break(connection);
            return;
        }

        long now = Ticks.Now;
        bool settled = _workload.Answered(connection.Slot, new Answer(parsed.Status, connection.Body(parsed), connection.Attempts));
        if (parsed.Close)
        {
            Drop(connection);
        }

        if (settled)
        {
            _tally.Answered(parsed.Status, connection.Due, now);
            _meter.Answered(parsed.Status, now - connection.Due);
            End(connection);
            Free(connection);
        }
        else
        {
            RepeatOrAbandon(connection, now, repeatable: true);
        }
    }

    /// <summary>Ends the wait for answers that have not come for half a minute.</summary>
    public void BreakOverdue(long now)
    {
        foreach (Connection connection in _connections)
        {
            if (connection.State == ConnectionState.Asking && now - connection.SentAt > s_answerTimeout)
            {
                Break(connection);
            }
        }
    }

    public void ResumeRested(long now)
    {
        while (_rests.TakeRested(now) is { } connection)
        {
            if (connection.RequestLength > 0)
            {
                Send(connection, now);
            }
            else
            {
                Free(connection);
            }
        }
    }

    private void Send(Connection connection, long now)
    {
        if (connection.Socket is null)
        {
            if (!connection.Connect())
            {
                Break(connection);
                return;
            }

            _readiness.Watch(connection.Slot, connection.Socket);
        }

        _meter.Sent(again: connection.Attempts > 0);
        connection.Attempts++;
        connection.SentAt = now;
        connection.State = ConnectionState.Asking;
        if (!connection.Send())
        {
            Break(connection);
        }
    }

    private void Break(Connection connection)
    {
        Drop(connection);
        RepeatOrAbandon(connection, Ticks.Now, connection.Attempts == 0 || _workload.Repeatable);
    }

    /// <summary>The same request goes on after a rest, or it ends here with its outcome unknown.</summary>
    private void RepeatOrAbandon(Connection connection, long now, bool repeatable)
    {
        if (!repeatable || now >= connection.GiveUpAt)
        {
            _workload.Abandoned(connection.Slot, connection.Attempts > 0);
            End(connection);
        }

        _rests.Add(connection, now);
    }

    private void End(Connection connection)
    {
        connection.RequestLength = 0;
        Open--;
    }

    private void Free(Connection connection)
    {
        connection.State = ConnectionState.Idle;
        _idle.Push(connection);
    }

    private void Drop(Connection connection)
    {
        _readiness.Watch(connection.Slot, null);
        connection.Close();
    }
}
