using Ledger.Api.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Api.Transactions;

/// <summary>
/// Sees to it that what was submitted is decided. The deciding is the account's own, in order and once; a worker only prompts it.
/// </summary>
internal sealed partial class SubmissionWorkers(
    SubmissionBacklog backlog, AccountOrders orders, int workers, TimeProvider time, ILogger<SubmissionWorkers> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (accountId, count) = (string.Empty, 0);
            try
            {
                (accountId, count) = await backlog.TakeAsync(stoppingToken);
                await DecideAsync(accountId, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A runner's loop: what is wrong with one account keeps no other waiting. It stays durable, and is prompted again later.
            catch (Exception fault)
            {
                LogFailed(fault, accountId);
            }
            finally
            {
                backlog.Leave(count);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "What was submitted to account {AccountId} could not be decided")]
    private partial void LogFailed(Exception fault, string accountId);
}
