using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>
/// Audits what is written, all the time and at little cost: every new event against the one before it, and the rows that it led to.
/// What it finds it says at once, in the log, in its instruments and in its state, until the process ends.
/// </summary>
/// <param name="interval">The pause between two rounds.</param>
public sealed partial class ContinuousAuditor(
    IEventStore events,
    EventSerializer serializer,
    IReadModelStore readModels,
    StreamFilter filter,
    TimeSpan interval,
    TimeProvider time,
    ILogger<ContinuousAuditor> log)
    : BackgroundService
{
    // So many are said one by one; beyond them the ledger needs a verification, and the log its room.
    private const int MaxRemembered = 1_000;

    private readonly AuditRound _round = new(events, serializer, readModels, filter, time);
    private readonly HashSet<(string Kind, string? Stream, long? Revision)> _said = [];
    private AuditState _state = new(0, null, Position.Start, time.GetUtcNow(), null);
    private long _atTail = time.GetTimestamp();
    private bool _isStarted;

    public AuditState State => Volatile.Read(ref _state);

    /// <summary>Takes the end of the log as it is now for the beginning.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryStartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_isStarted || await TryStartAsync(stoppingToken))
            {
                await RunAsync(stoppingToken);
            }
        }
    }

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _round.StartAt(await events.ReadTailAsync(cancellationToken));
            _isStarted = true;
        }
        // The service may well start without its auditor, which tries again.
        catch (Exception fault) when (fault is StoreUnavailableException)
        {
            Say(fault);
        }

        return _isStarted;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            var tail = await events.ReadTailAsync(cancellationToken);
            await _round.RunAsync(cancellationToken);
            Raise(_round.Findings.Drain());
            _atTail = _round.Audited >= tail ? started : _atTail;
            AuditMeter.Audited.Record((long)_round.Audited.Commit);
            AuditMeter.Lag.Record(_round.Audited >= tail ? 0 : (long)time.GetElapsedTime(_atTail).TotalMilliseconds);
            Volatile.Write(ref _state, State with { Audited = _round.Audited, LastRound = time.GetUtcNow(), Error = null });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ends.
        }
        // Whatever stands against a round, the next one tries again; that it was not carried out is said.
        catch (Exception fault)
        {
            Raise(_round.Findings.Drain());
            // A round that broke off has taken some events and not others: it begins anew where it was, with nothing remembered.
            _round.StartAt(_round.Audited);
            Say(fault);
        }
    }

    private void Say(Exception fault)
    {
        if (State.Error is null)
        {
            LogFault(fault);
        }

        Volatile.Write(ref _state, State with { Error = fault.Message });
    }

    private void Raise(IReadOnlyList<Finding> findings)
    {
        foreach (var drift in findings)
        {
            if (_said.Count >= MaxRemembered || !_said.Add((drift.Kind, drift.Stream, drift.Revision)))
            {
                continue;
            }

            LogDrift(drift.Kind, drift.Stream, drift.Revision, drift.Detail);
            AuditMeter.Drifts.Add(1);
            Volatile.Write(ref _state, State with { Drifts = State.Drifts + 1, First = State.First ?? drift });
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger has drifted, {Kind} at {Stream}, revision {Revision}: {Detail} Verify it, to see all of it")]
    private partial void LogDrift(string kind, string? stream, long? revision, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The continuous audit could not be carried out; it is tried again")]
    private partial void LogFault(Exception fault);
}
