using System.Collections.Concurrent;
using Ledger.Api.Accounts;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Api.Transfers;

/// <summary>How a transfer ended.</summary>
/// <param name="Credit">What the target recorded: that it took the money, or that it refused it.</param>
/// <param name="CreditPosition">By when that is in the log.</param>
/// <param name="ReturnPosition">By when the money is back at the source; <see langword="null"/> where it arrived.</param>
internal sealed record TransferEnd(Fact<AccountEvent> Credit, Position CreditPosition, Position? ReturnPosition);

/// <summary>
/// Carries transfers to their end from the moment that their source is debited. Every step has an id of its own and can be taken again,
/// by this process or another: what the target has recorded once, arrived or refused, is what everybody finds.
/// </summary>
internal sealed partial class TransferSteps(AccountOrders orders, TimeProvider time, ILogger<TransferSteps> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, Task<TransferEnd>> _underWay = new();

    /// <summary>Goes on until the transfer is at its end, however long the store cannot be used.</summary>
    public Task<TransferEnd> FinishAsync(string from, TransferSent sent, string correlationId)
    {
        var start = new TaskCompletionSource<TransferEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = _underWay.GetOrAdd(sent.TransactionId, start.Task);
        if (ReferenceEquals(task, start.Task))
        {
            _ = RunAsync(from, sent, correlationId, start);
        }

        return task;
    }

    private async Task RunAsync(string from, TransferSent sent, string correlationId, TaskCompletionSource<TransferEnd> end)
    {
        try
        {
            end.SetResult(await EndAsync(from, sent, correlationId));
        }
        // Whoever waits hears of it, and the transfer is taken up again by the next round of the process manager.
        catch (Exception fault)
        {
            LogFailed(fault, sent.TransactionId);
            end.SetException(fault);
        }
        finally
        {
            _underWay.TryRemove(sent.TransactionId, out _);
        }
    }

    private async Task<TransferEnd> EndAsync(string from, TransferSent sent, string correlationId)
    {
        var target = AccountOrders.StreamOf(sent.ToAccountId);
        var creditId = TransactionKeys.StepOf(target, "credit", sent.TransactionId);
        var receive = new ReceiveTransfer(
            creditId, sent.TransactionId, from, sent.Amount, sent.EffectiveAt, sent.Personal.Value, sent.Conversion, sent.ReversalAtTarget);
        var credit = await CommitAsync(sent.ToAccountId, new(receive, correlationId, Actor, creditId, HashOf("credit", sent)) { IsStep = true });
        var fact = credit!.Events[0];
        if (fact.Event is not TransferRefused refused)
        {
            // Whoever asks the source for anything from now on comes after it; nobody needs to wait for it.
            _ = SettleAsync(from, new SettleTransfer(sent.TransactionId, creditId), correlationId);
            return new(fact, credit.Position, null);
        }

        var returnId = TransactionKeys.StepOf(AccountOrders.StreamOf(from), "return", sent.TransactionId);
        var giveBack = new ReturnTransfer(returnId, sent.TransactionId, refused.Reason);
        var returned = await CommitAsync(from, new(giveBack, correlationId, Actor, returnId, HashOf("return", sent)) { IsStep = true });
        return new(fact, credit.Position, returned?.Position ?? credit.Position);
    }

    private async Task SettleAsync(string from, SettleTransfer settle, string correlationId)
    {
        try
        {
            await CommitAsync(from, new(settle, correlationId, Actor) { IsStep = true });
        }
        // The process manager finds it unsettled.
        catch (Exception fault)
        {
            LogFailed(fault, settle.TransferId);
        }
    }

    /// <summary>Has a step recorded, again and again until it is; null where it was so already.</summary>
    private async Task<Outcome<AccountEvent>.Committed?> CommitAsync(string accountId, Order<AccountCommand> order)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                switch (await orders.ExecuteAsync(accountId, order))
                {
                    case Outcome<AccountEvent>.Committed committed:
                        return committed;
                    case Outcome<AccountEvent>.Unchanged:
                        return null;
                    case Outcome<AccountEvent>.Contended:
                        break;
                    case var other:
                        throw new InvalidOperationException($"{order.Command.GetType().Name} at account '{accountId}' was answered {other.GetType().Name}.");
                }
            }
            catch (Exception fault) when (fault is StoreUnavailableException or CommandOutcomeUnknownException)
            {
                LogWaits(fault, accountId);
            }

            await Task.Delay(pause, time);
        }
    }

    // The same for everybody who takes the step, so that it is found again.
    private static string HashOf(string step, TransferSent sent) => TransactionKeys.HashOf(step, sent.TransactionId.ToString());

    private const string Actor = "ledger";

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step of a transfer at account {AccountId} waits for the event store")]
    private partial void LogWaits(Exception fault, string accountId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Transfer {TransferId} could not be carried on; it is taken up again")]
    private partial void LogFailed(Exception fault, Guid transferId);
}
