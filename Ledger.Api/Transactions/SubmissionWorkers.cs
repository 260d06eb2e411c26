using Ledger.Api.Accounts;
using Ledger.Api.Http.Freshness;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>
/// Sees to it that what was submitted is decided. The deciding is the account's own, in order and once; a worker only prompts it.
/// </summary>
internal sealed partial class SubmissionWorkers(
    SubmissionBacklog backlog,
    AccountOrders orders,
    TransactionQueries transactions,
    ProjectionHost projections,
    Acknowledged acknowledged,
    int workers,
    TimeProvider time,
    ILogger<SubmissionWorkers> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(stoppingToken)).Prepend(ResumeAsync(stoppingToken)));

    /// <summary>Takes up what an earlier process has left, once the read model has seen all that it may have left.</summary>
    private async Task ResumeAsync(CancellationToken stoppingToken)
    {
        var before = acknowledged.Newest;
        try
        {
            while (!await projections[TransactionsProjection.Name].Progress.WaitForAsync(before, Pause, stoppingToken))
            {
            }

            foreach (var accountId in await transactions.PendingAccountsAsync(stoppingToken))
            {
                backlog.Resume(accountId);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // They are taken up after the next start.
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (accountId, count) = await backlog.TakeAsync(stoppingToken);
                await DecideAsync(accountId, stoppingToken);
                backlog.Leave(count);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task DecideAsync(string accountId, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await orders.PromptAsync(accountId, "submissions") is not Outcome<Domain.Accounts.AccountEvent>.Contended)
                {
                    return;
                }
            }
            // It stays durable and undecided until the store can be written again.
            catch (Exception fault) when (fault is StoreUnavailableException or CommandOutcomeUnknownException)
            {
                LogWaits(fault, accountId);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was submitted to account {AccountId} waits to be decided")]
    private partial void LogWaits(Exception fault, string accountId);
}
