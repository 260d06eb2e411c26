using System.Threading.Channels;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>
/// One BatchAppend: many appends on one call, each with an answer of its own. All that is there is read and answered before
/// anything is flushed, so that a client that writes much at once is answered much at once. Only the loop writes; an append that
/// takes its time leaves its answer for it and wakes it.
/// </summary>
internal sealed class BatchAppendCall(
    GrpcCall call, ProtocolNode node, Committer committer, Membership membership, ServerBehaviour behaviour)
{
    private readonly AppendParts _parts = new(behaviour);
    private readonly Dictionary<StreamName, Task> _underWay = [];
    private readonly Channel<BatchAppendResp?> _later = Channel.CreateUnbounded<BatchAppendResp?>();
    private int _owed;
    private volatile bool _over;

    public async Task RunAsync()
    {
        using var listening = membership.OnChange(Wake);
        try
        {
            bool completed;
            do
            {
                var read = await call.Input.ReadAsync(call.Token);
                if (read.IsCanceled)
                {
                    // Woken: by an answer, or since the leader has moved.
                    membership.CheckLeader(node, call.RequiresLeader);
                }

                var buffer = read.Buffer;
                while (Frame.TryRead(ref buffer, out var message))
                {
                    Receive(BatchAppendReq.Parser.ParseFrom(message));
                }

                call.Input.AdvanceTo(buffer.Start, buffer.End);
                completed = read.IsCompleted;
                await AnswerAsync();
            }
            while (!completed);

            while (_owed > 0)
            {
                await _later.Reader.WaitToReadAsync(call.Token);
                await AnswerAsync();
            }
        }
        finally
        {
            _over = true;
        }
    }

    private void Receive(BatchAppendReq request)
    {
        if (_parts.Add(request, out var refusal) is not { } append)
        {
            if (refusal is not null)
            {
                call.Write(refusal);
            }

            return;
        }

        var before = _underWay.GetValueOrDefault(append.Stream, Task.CompletedTask);
        if (behaviour.IsImmediate && before.IsCompleted)
        {
            call.Write(Answer(request.CorrelationId, append, committer.Commit(append, call.RequiresLeader)));
        }
        else
        {
            _owed++;
            _underWay[append.Stream] = CommitAsync(request.CorrelationId, append, before);
        }
    }

    /// <summary>Appends to one stream keep their order; those to others overtake them.</summary>
    private async Task CommitAsync(UUID correlation, ProposedAppend append, Task before)
    {
        await before;
        try
        {
            var outcome = await committer.CommitAsync(append, call.RequiresLeader, isBatch: true);
            _ = SayLaterAsync(Answer(correlation, append, outcome));
        }
        catch (BrokenCallException)
        {
            if (!_over)
            {
                call.Abort();
            }
        }
        catch (GrpcFailure)
        {
            // The leader has moved; the loop finds out and ends the call.
            Say(null);
        }
    }

    private async Task SayLaterAsync(BatchAppendResp answer)
    {
        if (behaviour.DelaysAnswers is { } longest)
        {
            await Task.Delay(longest * Random.Shared.NextDouble(), CancellationToken.None);
        }

        Say(answer);
    }

    private void Say(BatchAppendResp? answer)
    {
        _later.Writer.TryWrite(answer);
        Wake();
    }

    private void Wake()
    {
        if (!_over)
        {
            call.Input.CancelPendingRead();
        }
    }

    private ValueTask AnswerAsync()
    {
        while (_later.Reader.TryRead(out var answer))
        {
            _owed--;
            if (answer is null)
            {
                membership.CheckLeader(node, call.RequiresLeader);
            }
            else
            {
                call.Write(answer);
            }
        }

        return call.FlushAsync();
    }

    private BatchAppendResp Answer(UUID correlation, ProposedAppend append, AppendOutcome outcome) =>
        BatchAnswers.Answer(correlation, append, outcome, behaviour.AnswersWithoutPosition);
}
