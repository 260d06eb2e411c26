using System.Diagnostics;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// Carries orders to one stream out: loads it once, decides a batch, appends it, answers. One batch at a time; the mailbox sees to that.
/// </summary>
internal sealed partial class MailboxWriter<TCommand, TState, TEvent>(MailboxParts<TCommand, TState, TEvent> parts, StreamName stream)
    where TState : class
    where TEvent : class
{
    private readonly RecentTransactions _recent = new();
    private StreamHead<TState>? _head;

    /// <summary>The append whose outcome is not known; until it is settled nothing else is decided.</summary>
    public Plan<TCommand, TState, TEvent>? Unsettled { get; private set; }

    /// <summary>Carries out the first orders of a list, as many as fit one append, and answers them.</summary>
    /// <returns>How many were answered.</returns>
    public async Task<int> ProcessAsync(IReadOnlyList<Submission<TCommand, TEvent>> submissions)
    {
        // What is loaded now is as new as any read can be.
        var current = _head is null || !parts.Store.IsShared;
        _head ??= await LoadAsync();
        for (var attempt = 1; ; attempt++)
        {
            var plan = await PlanAsync(submissions);
            if (plan.Events.Count == 0 && !current)
            {
                // An answer that appends nothing is given only on state that is known to be current.
                current = true;
                if (await RefreshAsync())
                {
                    continue;
                }
            }

            if (plan.Events.Count == 0)
            {
                Answer(plan, _head.Position);
                return plan.Answers.Count;
            }

            switch (await AppendAsync(plan))
            {
                case AppendResult.Appended appended:
                    Apply(plan, appended.Position);
                    Answer(plan, appended.Position);
                    return plan.Answers.Count;
                case AppendResult.Conflict when attempt < parts.Options.MaxAttempts:
                    LedgerMeter.Conflicts.Add(1);
                    await RefreshAsync();
                    current = true;
                    break;
                case AppendResult.Conflict:
                    LedgerMeter.Conflicts.Add(1);
                    LedgerMeter.Contended.Add(plan.Answers.Count(answer => answer.Basis != AnswerBasis.History));
                    plan.Answers.ForEach(answer => answer.Submission.TrySetResult(
                        answer.Basis == AnswerBasis.History ? answer.Answer(_head.Position) : Outcome<TEvent>.Contended.Instance));
                    return plan.Answers.Count;
                default:
                    // Unknown: the callers have been told.
                    return plan.Answers.Count;
            }
        }
    }

    /// <summary>Sends the append of unknown outcome once more.</summary>
    /// <returns>Whether it is settled now.</returns>
    public async Task<bool> SettleAsync()
    {
        var plan = Unsettled!;
        LedgerMeter.Resends.Add(1);
        try
        {
            if (await parts.Store.AppendAsync(plan.Stream, plan.Expected, plan.Events, CancellationToken.None) is AppendResult.Appended appended)
            {
                Apply(plan, appended.Position);
            }
            else
            {
                // Something else stands at its place, so it never was written and never will be.
                _head = null;
            }

            Unsettled = null;
            return true;
        }
        // Whatever it is, it does not tell what became of the append.
        catch (Exception e)
        {
            LogStillUnknown(e, stream);
            return false;
        }
    }

    /// <summary>Forgets what was loaded, so that the next batch reads it anew.</summary>
    public void Forget() => _head = null;

    private async Task<StreamHead<TState>> LoadAsync()
    {
        var from = -1L;
        var seen = new List<StoredEvent>();
        var head = await parts.Loader.LoadAsync(stream, long.MaxValue, e =>
        {
            from = from < 0 ? e.Recorded.Revision : from;
            seen.Add(e);
        }, CancellationToken.None);
        _recent.Restart(from < 0 ? head.Revision + 1 : from);
        seen.ForEach(e => _recent.Add(e.Metadata, e.Recorded.Revision));
        return head;
    }

    /// <summary>Reads what others have appended since. Answers whether there was anything.</summary>
    private async Task<bool> RefreshAsync()
    {
        var before = _head!.Revision;
        await foreach (var recorded in parts.Store.ReadStreamAsync(
            stream, ReadDirection.Forwards, before + 1, long.MaxValue, CancellationToken.None))
        {
            var e = new StoredEvent(recorded, parts.Serializer);
            _head = parts.Loader.Advance(_head, e);
            _recent.Add(e.Metadata, recorded.Revision);
        }

        return _head.Revision > before;
    }

    private async Task<Plan<TCommand, TState, TEvent>> PlanAsync(IReadOnlyList<Submission<TCommand, TEvent>> submissions)
    {
        var recorded = await new RecordedOutcomes<TCommand, TState, TEvent>(parts, stream, _recent).FindAsync(submissions, _head!.Revision);
        var plan = new Plan<TCommand, TState, TEvent>(stream, _head);
        var planner = new Planner<TCommand, TState, TEvent>(parts, plan);
        foreach (var submission in submissions)
        {
            // Before any other check: what was recorded is answered as it was then.
            if (RecordedOutcomes<TCommand, TState, TEvent>.AnswerTo(submission, recorded) is { } answer)
            {
                planner.AddRecorded(submission, answer);
            }
            else if (!planner.TryAdd(submission))
            {
                break;
            }
        }

        return plan;
    }

    /// <summary>Appends a plan; null where the outcome stays unknown, of which the callers have been told.</summary>
    private async Task<AppendResult?> AppendAsync(Plan<TCommand, TState, TEvent> plan)
    {
        var started = parts.Time.GetTimestamp();
        LedgerMeter.AppendOrders.Record(plan.Answers.Count);
        try
        {
            return await parts.Store.AppendAsync(plan.Stream, plan.Expected, plan.Events, CancellationToken.None);
        }
        // Only these two say that nothing was written; after anything else it may have been.
        catch (Exception e) when (e is not (StoreUnavailableException or ArgumentException))
        {
            LedgerMeter.Unknown.Add(1);
            return await ResolveAsync(plan, e);
        }
        finally
        {
            LedgerMeter.AppendDuration.Record(parts.Time.GetElapsedTime(started).TotalSeconds);
        }
    }

    private async Task<AppendResult?> ResolveAsync(Plan<TCommand, TState, TEvent> plan, Exception unknown)
    {
        var started = parts.Time.GetTimestamp();
        for (var wait = TimeSpan.FromMilliseconds(20); parts.Time.GetElapsedTime(started) < parts.Options.SettleWithin; wait *= 2)
        {
            await Task.Delay(wait, parts.Time);
            LedgerMeter.Resends.Add(1);
            try
            {
                return await parts.Store.AppendAsync(plan.Stream, plan.Expected, plan.Events, CancellationToken.None);
            }
            // Even where this try wrote nothing, what became of the first is still open.
            catch (Exception e)
            {
                unknown = e;
                LogStillUnknown(e, stream);
            }
        }

        Unsettled = plan;
        foreach (var answer in plan.Answers)
        {
            _ = answer.Basis switch
            {
                AnswerBasis.History => answer.Submission.TrySetResult(answer.Answer(plan.Before.Position)),
                AnswerBasis.State => answer.Submission.TrySetException(new StoreUnavailableException("The event store cannot be written.", unknown)),
                _ => answer.Submission.TrySetException(new CommandOutcomeUnknownException(answer.Submission.Order.TransactionId, unknown)),
            };
        }

        return null;
    }

    private void Apply(Plan<TCommand, TState, TEvent> plan, Position position)
    {
        Debug.Assert(plan.Events.Count > 0, "Only what was appended is applied.");
        _head = plan.After with { Position = position };
        plan.Recorded.ForEach(e => _recent.Add(e.Metadata, e.Revision));
        TransactionMeter.Count(plan.Recorded.Select(e => e.Happened));
    }

    private void Answer(Plan<TCommand, TState, TEvent> plan, Position position)
    {
        foreach (var answer in plan.Answers)
        {
            LedgerMeter.OrderDuration.Record(parts.Time.GetElapsedTime(answer.Submission.Came).TotalSeconds);
            answer.Submission.Answer(answer.Answer(position), alone: plan.Answers.Count == 1);
        }
    }

    private void LogStillUnknown(Exception fault, StreamName name) => LogStillUnknown(parts.Log, fault, name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An append to {Stream} was sent again, and its outcome is still unknown")]
    private static partial void LogStillUnknown(ILogger log, Exception fault, StreamName stream);
}

/// <summary>Whether a command was carried out is not known: ask for its transaction, or send it again with the same key.</summary>
public sealed class CommandOutcomeUnknownException(Guid? transactionId, Exception inner)
    : Exception("Whether the command was carried out is not known.", inner)
{
    public Guid? TransactionId { get; } = transactionId;
}
