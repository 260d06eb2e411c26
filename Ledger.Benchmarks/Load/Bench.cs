using System.Threading.Channels;
using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Figures;
using Ledger.Benchmarks.Load.Views;
using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load;

/// <summary>What a phase came to: its figures, how often something was sent again, and the processor time of this process for it.</summary>
internal sealed record Phase(Tally Tally, long Resent, TimeSpan Processor);

/// <summary>The connections, and phases that run on them one after the other, each driven by a thread of its own.</summary>
internal sealed class Bench : IDisposable
{
    private readonly Connection[] _connections;
    private readonly IReadiness _readiness;
    private readonly Driver _driver;
    private readonly ILoadView _view;

    public Bench(Target target, int connections, ILoadView view)
    {
        _connections = [.. Enumerable.Range(0, connections).Select(slot => new Connection(slot, target))];
        _readiness = OperatingSystem.IsLinux() ? new EpollReadiness(connections) : new SelectReadiness(connections);
        _driver = new Driver(_connections, _readiness);
        _view = view;
    }

    public async Task<Phase> RunAsync(string name, IWorkload workload, Pace pace, Tally tally, CancellationToken cancellationToken)
    {
        var seconds = Channel.CreateUnbounded<Interval>();
        var meter = new IntervalMeter(seconds.Writer);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Task driving = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    _driver.Run(workload, pace, tally, meter, cancellationToken);
                }
                finally
                {
                    seconds.Writer.Complete();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await _view.WatchAsync(name, seconds.Reader.ReadAllAsync(CancellationToken.None));
        await driving;
        return new Phase(tally, meter.Resent, Environment.CpuUsage.TotalTime - before);
    }

    public void Dispose()
    {
        foreach (Connection connection in _connections)
        {
            connection.Dispose();
        }

        _readiness.Dispose();
    }
}
