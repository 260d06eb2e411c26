using System.Diagnostics.CodeAnalysis;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// The one writer that a stream has in this process. Orders wait in it while an append is under way, and all that wait go into the
/// next one: a hot account commits hundreds of transactions an append instead of queueing on a lock.
/// </summary>
internal sealed partial class Mailbox<TCommand, TState, TEvent>(MailboxParts<TCommand, TState, TEvent> parts, StreamName stream)
    where TState : class
    where TEvent : class
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<Submission<TCommand, TEvent>> _waiting = new();
    private readonly MailboxWriter<TCommand, TState, TEvent> _writer = new(parts, stream);
    private bool _running;
    private bool _retired;
    private Plan<TCommand, TState, TEvent>? _unsettled;

    /// <summary>How many orders wait in it. It is not locked for that: the number may be that of an instant ago.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>When it last had work, as a timestamp of the time provider.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Takes an order; false where the mailbox has been retired and the caller must get another.</summary>
    public bool TryExecute(Order<TCommand> order, [NotNullWhen(true)] out Task<Outcome<TEvent>>? outcome)
    {
        var submission = new Submission<TCommand, TEvent>(order, parts.Time.GetTimestamp());
        outcome = submission.Task;
        lock (_gate)
        {
            if (_retired)
            {
                outcome = null;
                return false;
            }

            if (_unsettled is { } plan)
            {
                Refuse(submission, plan);
                return true;
            }

            if (!order.IsStep && _waiting.Count >= parts.Options.MaxWaiting)
            {
                LedgerMeter.TurnedAway.Add(1);
                submission.SetResult(Outcome<TEvent>.Overloaded.Instance);
                return true;
            }

            _waiting.Enqueue(submission);
            if (_running)
            {
                return true;
            }

            _running = true;
        }

        // The first caller works until it would wait; so an order to an idle account needs no other thread to be decided.
        _ = RunAsync();
        return true;
    }

    /// <summary>Retires the mailbox if nothing waits in it and nothing is under way or unsettled.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            _retired = _retired || (!_running && _waiting.Count == 0);
            return _retired;
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<Submission<TCommand, TEvent>>();
        for (var round = 0; Take(batch); round++)
        {
            if (round == 1)
            {
                // The first caller has its answer, and is not to work for others.
                await Task.Yield();
            }

            try
            {
                batch.RemoveRange(0, await _writer.ProcessAsync(batch));
            }
            // The loop must outlive every fault, and everyone who waits must hear of it.
            catch (Exception e)
            {
                _writer.Forget();
                LedgerMeter.Faults.Add(1);
                LogFault(e, stream);
                batch.ForEach(submission => submission.TrySetException(e));
                batch.Clear();
            }

            if (_writer.Unsettled is not null)
            {
                await SettleAsync(batch);
            }
        }
    }

    /// <summary>Fills the batch from what waits; false, and idle from now on, where there is nothing.</summary>
    private bool Take(List<Submission<TCommand, TEvent>> batch)
    {
        lock (_gate)
        {
            while (batch.Count < parts.Options.MaxBatch && _waiting.TryDequeue(out var submission))
            {
                batch.Add(submission);
            }

            _running = batch.Count > 0;
            LastUsed = parts.Time.GetTimestamp();
            return _running;
        }
    }

    /// <summary>Goes on sending an append of unknown outcome until it is settled; who waits, and who comes meanwhile, is told at once.</summary>
    private async Task SettleAsync(List<Submission<TCommand, TEvent>> batch)
    {
        var plan = _writer.Unsettled!;
        LogUnsettled(stream);
        LedgerMeter.Unsettled.Add(1);
        lock (_gate)
        {
            _unsettled = plan;
            batch.AddRange(_waiting);
            _waiting.Clear();
        }

        batch.ForEach(submission => Refuse(submission, plan));
        batch.Clear();
        for (var pause = TimeSpan.FromMilliseconds(100); !await _writer.SettleAsync(); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, parts.Time);
        }

        lock (_gate)
        {
            _unsettled = null;
        }

        LedgerMeter.Unsettled.Add(-1);
        LogSettled(stream);
    }

    private static void Refuse(Submission<TCommand, TEvent> submission, Plan<TCommand, TState, TEvent> unsettled)
    {
        var same = submission.MayBeRepeated && unsettled.Recorded.Exists(e => e.Metadata.TransactionId == submission.Order.TransactionId);
        submission.TrySetException(same
            ? new CommandOutcomeUnknownException(submission.Order.TransactionId, new OutcomeUnknownException("It is not settled yet."))
            : new StoreUnavailableException("The account waits for an earlier append to be settled."));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mailbox of {Stream} failed; it will be loaded anew")]
    private static partial void LogFault(ILogger log, Exception fault, StreamName stream);

    [LoggerMessage(Level = LogLevel.Error, Message = "An append to {Stream} has an unknown outcome; it is sent again until it is settled")]
    private static partial void LogUnsettled(ILogger log, StreamName stream);

    [LoggerMessage(Level = LogLevel.Information, Message = "The append to {Stream} is settled")]
    private static partial void LogSettled(ILogger log, StreamName stream);

    private void LogFault(Exception fault, StreamName name) => LogFault(parts.Log, fault, name);

    private void LogUnsettled(StreamName name) => LogUnsettled(parts.Log, name);

    private void LogSettled(StreamName name) => LogSettled(parts.Log, name);
}
