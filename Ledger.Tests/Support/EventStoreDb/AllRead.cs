using Ledger.EventStore.Port;
using AllOptions = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.Types.AllOptions;
using Options = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Reads $all: a read begins with the event at its position, a subscription and a read backwards with the one beyond it.</summary>
internal sealed class AllRead(GrpcCall call, ServerLog log, ServerBehaviour behaviour)
{
    private const int PageSize = 512;

    private readonly InMemoryEventStore _store = log.Store;

    public async Task ReadAsync(Options options, EventFilter? filter, ReadAnswers answers)
    {
        var backwards = options.ReadDirection == Options.Types.ReadDirection.Backwards;
        var next = options.All.AllOptionCase switch
        {
            AllOptions.AllOptionOneofCase.Position => IndexFrom(PositionOf(options.All)),
            AllOptions.AllOptionOneofCase.Start => 0,
            AllOptions.AllOptionOneofCase.End => _store.Count,
            _ => throw GrpcFailure.HandlerThrew(),
        };
        var left = options.Count;
        while (left > 0)
        {
            var page = backwards ? PageBefore(next) : _store.Page(next, PageSize);
            next += backwards ? -page.Length : page.Length;
            foreach (var e in page.Select(ServerLog.AsSeen).Where(e => filter?.Matches(e) != false))
            {
                await answers.EventAsync(e);
                if (--left == 0)
                {
                    return;
                }
            }

            if (page.Length < PageSize)
            {
                return;
            }
        }
    }

    /// <summary>From the event after the given position on, until somebody breaks it.</summary>
    public async Task SubscribeAsync(Options options, EventFilter? filter, ReadAnswers answers)
    {
        var next = options.All.AllOptionCase switch
        {
            AllOptions.AllOptionOneofCase.Position => _store.IndexAfter(PositionOf(options.All)),
            AllOptions.AllOptionOneofCase.Start => 0,
            AllOptions.AllOptionOneofCase.End => _store.Count,
            _ => throw GrpcFailure.HandlerThrew(),
        };
        answers.Confirmation();
        var tail = new Tail(answers, behaviour, PageSize);
        var looked = 0L;
        while (true)
        {
            var page = _store.Page(next, PageSize);
            tail.Before(page.Length);
            foreach (var e in page.Select(ServerLog.AsSeen))
            {
                if (filter?.Matches(e) != false)
                {
                    await answers.EventAsync(e);
                }

                if (++looked == filter?.CheckpointInterval)
                {
                    answers.Checkpoint(e.Position);
                    looked = 0;
                }
            }

            next += page.Length;
            if (tail.After(page.Length))
            {
                await call.FlushAsync();
                await _store.GrownBeyond(next).WaitAsync(call.Token);
            }
        }
    }

    private static Position PositionOf(AllOptions options) => new(options.Position.CommitPosition, options.Position.PreparePosition);

    /// <summary>The index of the first event at or after a position.</summary>
    private int IndexFrom(Position position)
    {
        var after = _store.IndexAfter(position);
        return after > 0 && _store.Page(after - 1, 1)[0].Position == position ? after - 1 : after;
    }

    private RecordedEvent[] PageBefore(int index)
    {
        var count = Math.Min(index, PageSize);
        var page = _store.Page(index - count, count);
        Array.Reverse(page);
        return page;
    }
}
