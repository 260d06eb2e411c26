using Ledger.Api.Processes;
using Ledger.Projections.Audit;

namespace Ledger.Api.Audit;

/// <summary>
/// The verifications of this process: one of the whole ledger at a time, a few of single accounts beside it, and the last that ended.
/// </summary>
internal sealed partial class Verifications(Verifier verifier, TimeProvider time, ILogger<Verifications> log) : IHostedService, IDisposable
{
    public const int MaxOfAccounts = 4;
    public const int MaxKept = 50;

    private readonly KeptRuns<Verification> _runs = new(MaxKept);

    /// <summary>Begins a verification.</summary>
    /// <returns><see langword="null"/> where as many as may are under way.</returns>
    public Verification? TryBegin(string? accountId) => _runs.TryBegin(
        others => others.Count(other => (other.AccountId is null) == (accountId is null)) < (accountId is null ? 1 : MaxOfAccounts),
        () => new(Guid.CreateVersion7(), accountId, time.GetUtcNow(), new(time)),
        RunAsync);

    public Verification? Find(Guid id) => _runs.Find(id);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _runs.StopAsync();

    public void Dispose() => _runs.Dispose();

    private async Task RunAsync(Verification verification, CancellationToken stopping)
    {
        try
        {
            var report = await (verification.AccountId is { } account
                ? verifier.VerifyAccountAsync(account, verification.Progress, stopping)
                : verifier.VerifyAsync(verification.Progress, stopping));
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
            verification.EndWith(new(time.GetUtcNow(), null, RunFaults.WhyNot(fault)));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Verification {Id} has {Count} findings, the first of them {Kind} at {Stream}, revision {Revision}")]
    private partial void LogFindings(Guid id, long count, string kind, string? stream, long? revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Verification {Id} could not be carried out")]
    private partial void LogFault(Exception fault, Guid id);
}
