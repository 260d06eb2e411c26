using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Audit;

/// <summary>An event as the feed says it: as the account's history has it, and of which stream.</summary>
internal sealed record FeedEvent(
    string Stream, long Revision, string Position, Guid Id, string Type, DateTimeOffset RecordedAt, JsonElement Data, JsonElement Metadata)
{
    public static FeedEvent Of(RecordedEvent recorded, LedgerPositions positions)
    {
        var e = EventAnswer.Of(recorded, positions);
        return new(recorded.Stream.Value, e.Revision, e.Position, e.Id, e.Type, e.RecordedAt, e.Data, e.Metadata);
    }
}

/// <summary>
/// Writes what a subscription says as server-sent events. Each one waits until the client has taken the one before, so that a slow client
/// holds neither memory nor a thread.
/// </summary>
internal sealed class EventFeed(IEventStore store, LedgerPositions positions, TimeProvider time, HttpResponse response)
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    private readonly PipeWriter _output = response.BodyWriter;

    /// <summary>Runs until it is cancelled or a fault ends it.</summary>
    public async Task RunAsync(Position after, string? stream, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Whoever is cut off before the first event knows where to go on, too.
        Write($"retry: 1000\nid: {positions.Format(after)}\n\n");
        await _output.FlushAsync(cancellationToken);

        var filter = stream is null ? LedgerStreams.All : new([stream]);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var messages = store.SubscribeToAllAsync(after, filter, ended.Token).GetAsyncEnumerator(ended.Token);
        while (true)
        {
            var next = messages.MoveNextAsync();
            if (!(next.IsCompleted ? await next : await WithHeartbeatsAsync(next.AsTask(), ended)))
            {
                return;
            }

            switch (messages.Current)
            {
                // Names of streams can begin alike.
                case SubscriptionMessage.EventAppeared { Event: var e } when stream is null || e.Stream.Value == stream:
                    Write(e);
                    break;
                case SubscriptionMessage.EventAppeared { Event: var other }:
                    Write($"id: {positions.Format(other.Position)}\n\n");
                    break;
                case SubscriptionMessage.Checkpoint { Position: var position }:
                    Write($"id: {positions.Format(position)}\n\n");
                    break;
                default:
                    continue;
            }

            await _output.FlushAsync(cancellationToken);
        }
    }

    private async Task<bool> WithHeartbeatsAsync(Task<bool> next, CancellationTokenSource ended)
    {
        using var timer = new PeriodicTimer(s_heartbeat, time);
        try
        {
            while (await Task.WhenAny(next, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != next)
            {
                Write(": still there\n\n");
                await _output.FlushAsync(ended.Token);
            }

            return await next;
        }
        catch
        {
            // A subscription can only be left between two messages.
            await ended.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private void Write(RecordedEvent e)
    {
        Write($"id: {positions.Format(e.Position)}\nevent: {e.Type}\ndata: ");
        // On one line, as it comes from the serializer.
        _output.Write(JsonSerializer.SerializeToUtf8Bytes(FeedEvent.Of(e, positions), Text.Answers));
        Write("\n\n");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _output);
}
