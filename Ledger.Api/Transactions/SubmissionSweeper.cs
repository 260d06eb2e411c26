using Ledger.Api.Processes;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>Takes up submissions that nobody has decided for a while, since the process that took them in has died or could not go on.</summary>
internal sealed class SubmissionSweeper(
    SubmissionBacklog backlog, TransactionQueries transactions, ProjectionHost projections, TimeProvider time, ILogger<SubmissionSweeper> log)
    : LeadingWork(TimeSpan.FromSeconds(1), () => projections.IsLeading, time, log)
{
    private const int Together = 1000;

    /// <summary>Younger ones are still in the hands of whoever took them in.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        foreach (var accountId in await transactions.PendingAccountsAsync(Microseconds.Of(Time.GetUtcNow() - Young), Together, stoppingToken))
        {
            backlog.Resume(accountId);
        }
    }
}
