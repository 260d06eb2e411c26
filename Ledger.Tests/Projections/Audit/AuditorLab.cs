using System.Collections.Concurrent;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Audit.Continuous;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Projections and the auditor, running over a lab.</summary>
internal sealed class AuditorLab : IAsyncDisposable, ILogger<ContinuousAuditor>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(30);

    private readonly ProjectionHost _host;

    private AuditorLab(AuditLab lab, IEventStore events, IReadModelStore readModels)
    {
        _host = new(
            lab.Events,
            EventSerializer.Default,
            [.. ProjectionLab.Projections().Select(projection => new ProjectionRunner(
                projection, lab.ReadModels, ProjectionLab.LedgerId, TimeProvider.System, NullLogger.Instance))],
            LedgerStreams.All,
            TimeProvider.System,
            NullLogger.Instance);
        Auditor = new(events, EventSerializer.Default, readModels, LedgerStreams.All, Interval, TimeProvider.System, this);
    }

    public ContinuousAuditor Auditor { get; }

    public ConcurrentQueue<string> Lines { get; } = [];

    public static async Task<AuditorLab> OverAsync(AuditLab lab, IEventStore? events = null, IReadModelStore? readModels = null)
    {
        var running = new AuditorLab(lab, events ?? lab.Events, readModels ?? lab.ReadModels);
        await running._host.StartAsync(CancellationToken.None);
        await running.Auditor.StartAsync(CancellationToken.None);
        return running;
    }

    /// <summary>Waits until everything that is in the log was audited, and some rounds more.</summary>
    public async Task<AuditState> SettledAsync(IEventStore events)
    {
        var tail = await events.ReadTailAsync(CancellationToken.None);
        for (var (i, rounds, seen) = (0, 0, Auditor.State.LastRound); i < 1_500 && rounds < 4; i++)
        {
            await Task.Delay(20);
            var state = Auditor.State;
            rounds += state.Audited >= tail && state.LastRound != seen ? 1 : 0;
            seen = state.LastRound;
        }

        return Auditor.State;
    }

    /// <summary>Waits until something was found.</summary>
    public async Task<AuditState> DriftAsync()
    {
        for (var i = 0; i < 1_500 && Auditor.State.First is null; i++)
        {
            await Task.Delay(20);
        }

        return Auditor.State;
    }

    public async ValueTask DisposeAsync()
    {
        await Auditor.StopAsync(CancellationToken.None);
        await _host.StopAsync(CancellationToken.None);
        Auditor.Dispose();
        _host.Dispose();
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
