using Ledger.Api.Accounts;
using Ledger.Api.Processes;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Api.Holds;

/// <summary>
/// Prompts accounts whose holds have expired, so that it is recorded also where nothing else happens there. An expired hold is left out
/// of what is available whether or not this runs.
/// </summary>
internal sealed class HoldSweeper(
    HoldQueries holds, AccountOrders orders, ProjectionHost projections, TimeProvider time, ILogger<HoldSweeper> log)
    : LeadingWork(TimeSpan.FromSeconds(1), () => projections.IsLeading, time, log)
{
    private const int Together = 500;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        // All at once: what is wrong with one account keeps no other waiting.
        var due = await holds.DueAccountsAsync(Microseconds.Of(Time.GetUtcNow()), Together, stoppingToken);
        await Task.WhenAll(due.Select(accountId => orders.PromptAsync(accountId, "holds")));
    }
}
