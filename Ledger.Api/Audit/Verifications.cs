using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.Audit;

namespace Ledger.Api.Audit;

/// <summary>
/// The verifications of this process: one of the whole ledger at a time, a few of single accounts beside it, and the last that ended.
/// They are kept in memory, since each can be made again.
/// </summary>
internal sealed partial class Verifications(Verifier verifier, TimeProvider time, ILogger<Verifications> log) : IHostedService, IDisposable
{
    public const int MaxOfAccounts = 4;
    public const int MaxKept = 50;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Verification> _all = [];
    private readonly List<Task> _running = [];

    /// <summary>Begins a verification.</summary>
    /// <returns><see langword="null"/> where as many as may are under way.</returns>
    public Verification? TryBegin(string? accountId)
    {
        lock (_gate)
        {
            var running = _all.Count(other => other.End is null && (other.AccountId is null) == (accountId is null));
            if (running >= (accountId is null ? 1 : MaxOfAccounts) || _stopping.IsCancellationRequested)
            {
                return null;
            }

            var verification = new Verification(Guid.CreateVersion7(), accountId, time.GetUtcNow(), new(time));
            _all.Add(verification);
            var tooMany = _all.Count(other => other.End is not null) - MaxKept;
            _all.RemoveAll(other => other.End is not null && tooMany-- > 0);
            _running.RemoveAll(task => task.IsCompleted);
            _running.Add(Task.Run(() => RunAsync(verification), CancellationToken.None));
            return verification;
        }
    }

    public Verification? Find(Guid id)
    {
        lock (_gate)
        {
            return _all.Find(verification => verification.Id == id);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is under way ends as not carried out, before its stores are closed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(Verification verification)
    {
        try
        {
            var report = await (verification.AccountId is { } account
                ? verifier.VerifyAccountAsync(account, verification.Progress, _stopping.Token)
                : verifier.VerifyAsync(verification.Progress, _stopping.Token));
            if (!report.Passed)
            {
                LogFindings(verification.Id, report.Findings.Count + report.More, report.Findings[0].Kind, report.Findings[0].Stream, report.Findings[0].Revision);
            }

            verification.EndWith(new(time.GetUtcNow(), report, null));
        }
        // A verification that nobody waits for has to tell how it ended, whatever that was; a bug is told to the log in full.
        catch (Exception fault)
        {
            LogFault(fault, verification.Id);
            verification.EndWith(new(time.GetUtcNow(), null, WhyNot(fault)));
        }
    }

    private static string WhyNot(Exception fault) => fault switch
    {
        OperationCanceledException => "It was not carried out: the service was stopped.",
        StoreUnavailableException or StoreCorruptException or SqliteException => $"It could not be carried out. {fault.Message}",
        Microsoft.Data.Sqlite.SqliteException => "It could not be carried out: the read models cannot be read.",
        _ => "It could not be carried out; the log says why.",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Verification {Id} has {Count} findings, the first of them {Kind} at {Stream}, revision {Revision}")]
    private partial void LogFindings(Guid id, long count, string kind, string? stream, long? revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Verification {Id} could not be carried out")]
    private partial void LogFault(Exception fault, Guid id);
}
