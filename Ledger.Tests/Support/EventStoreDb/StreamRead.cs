using Ledger.EventStore.Port;
using Options = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options;
using StreamOptions = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.Types.StreamOptions;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Reads one stream.</summary>
internal sealed class StreamRead(GrpcCall call, ServerLog log, ServerBehaviour behaviour)
{
    private const int PageSize = 512;

    public async Task ReadAsync(Options options, ReadAnswers answers)
    {
        var stream = ProposedAppend.NameOf(options.Stream.StreamIdentifier);
        log.ThrowIfTombstoned(stream);
        var (first, next) = log.RangeOf(stream);
        if (next <= first)
        {
            answers.StreamNotFound(stream);
            return;
        }

        var backwards = options.ReadDirection == Options.Types.ReadDirection.Backwards;
        var from = options.Stream.RevisionOptionCase switch
        {
            StreamOptions.RevisionOptionOneofCase.Revision => (long)Math.Min(options.Stream.Revision, long.MaxValue),
            StreamOptions.RevisionOptionOneofCase.Start => 0,
            StreamOptions.RevisionOptionOneofCase.End => backwards ? next - 1 : next,
            _ => throw GrpcFailure.HandlerThrew(),
        };
        if (!backwards && from > next && answers.SaysWhereStreamsEnd)
        {
            answers.FirstStreamPosition(next);
        }

        await SayAsync(stream, backwards ? ReadDirection.Backwards : ReadDirection.Forwards, from, first, options.Count, answers);
        if (answers.SaysWhereStreamsEnd)
        {
            answers.LastStreamPosition(log.RangeOf(stream).Next - 1);
        }
    }

    /// <summary>From the event after the given one on, until somebody breaks it.</summary>
    public async Task SubscribeAsync(Options options, ReadAnswers answers)
    {
        var stream = ProposedAppend.NameOf(options.Stream.StreamIdentifier);
        log.ThrowIfTombstoned(stream);
        var (first, end) = log.RangeOf(stream);
        var next = Math.Max(first, options.Stream.RevisionOptionCase switch
        {
            StreamOptions.RevisionOptionOneofCase.Revision => (long)Math.Min(options.Stream.Revision, long.MaxValue - 1) + 1,
            StreamOptions.RevisionOptionOneofCase.Start => 0,
            StreamOptions.RevisionOptionOneofCase.End => end,
            _ => throw GrpcFailure.HandlerThrew(),
        });
        answers.Confirmation();
        var tail = new Tail(answers, behaviour, PageSize);
        while (true)
        {
            var seen = log.Store.Count;
            log.ThrowIfTombstoned(stream);
            var page = log.Store.Page(stream, ReadDirection.Forwards, next, PageSize);
            tail.Before(page.Length);
            foreach (var e in page)
            {
                await answers.EventAsync(e);
            }

            next += page.Length;
            if (tail.After(page.Length))
            {
                await call.FlushAsync();
                await log.Store.GrownBeyond(seen).WaitAsync(call.Token);
            }
        }
    }

    private async Task SayAsync(StreamName stream, ReadDirection direction, long from, long first, ulong count, ReadAnswers answers)
    {
        from = direction == ReadDirection.Forwards ? Math.Max(from, first) : from;
        while (count > 0)
        {
            var asked = (int)Math.Min(count, PageSize);
            var page = log.Store.Page(stream, direction, from, asked);
            foreach (var e in page.Where(e => e.Revision >= first))
            {
                await answers.EventAsync(e);
            }

            if (page.Length < asked)
            {
                return;
            }

            from = page[^1].Revision + (direction == ReadDirection.Forwards ? 1 : -1);
            count -= (ulong)page.Length;
        }
    }
}
