using Ledger.Benchmarks.Load.Figures;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Driving;

/// <summary>
/// One thread that drives every connection: send what is due on the free ones, wait until something can be read or sent, take the
/// answers. Nothing is shared and nothing is allocated per request, so that the load costs little of the machine it shares with the service.
/// </summary>
internal sealed class Driver(IReadOnlyList<Connection> connections, IReadiness readiness)
{
    /// <summary>Runs until the pace is over or the workload has no more to ask, and every request has its answer or is given up.</summary>
    /// <exception cref="OperationCanceledException">Stopped by the caller; requests may be under way.</exception>
    public void Run(IWorkload workload, Pace pace, Tally tally, IntervalMeter meter, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(connections, readiness, workload, tally, meter);
        int[] ready = new int[connections.Count];
        bool more = true;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long now = Ticks.Now;
            if (meter.IsOver(now))
            {
                meter.Publish(now, exchange.Down);
                exchange.BreakOverdue(now);
            }

            exchange.ResumeRested(now);
            more = more && SendDue(exchange, workload, pace);
            now = Ticks.Now;
            long nextDue = more ? pace.NextDue(now) : long.MaxValue;
            if (nextDue == long.MaxValue && exchange.Open == 0)
            {
                return;
            }

            long wake = Math.Min(meter.NextAt, exchange.NextResume);
            int count = readiness.Wait(Math.Min(wake, exchange.HasIdle ? nextDue : long.MaxValue) - now, ready);
            for (int i = 0; i < count; i++)
            {
                exchange.Receive(connections[ready[i]]);
            }
        }
    }

    /// <summary>Answers false when the workload has no more to ask.</summary>
    private static bool SendDue(Exchange exchange, IWorkload workload, Pace pace)
    {
        while (exchange.NextIdle is { } connection)
        {
            long now = Ticks.Now;
            long due = pace.NextDue(now);
            if (due > now)
            {
                return true;
            }

            int length = workload.Compose(connection.Slot, connection.Request);
            if (length == 0)
            {
                return false;
            }

            pace.Take();
            exchange.Begin(connection, length, due, now);
        }

        return true;
    }
}
