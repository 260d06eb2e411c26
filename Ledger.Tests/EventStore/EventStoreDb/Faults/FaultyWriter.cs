using System.Diagnostics;
using System.Text;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>Appends numbered events to streams that others append to as well, and does with each answer what the port tells it to.</summary>
internal sealed class FaultyWriter(IEventStore store, InMemoryEventStore truth, AppendJournal journal, IReadOnlyList<StreamName> streams, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private int _number;

    public async Task WriteAsync(int appends)
    {
        for (; appends > 0; appends--)
        {
            var stream = streams[random.Next(streams.Count)];
            await SettleAsync(new(stream, NextOf(stream), Events()));
            if (random.Next(3) == 0)
            {
                await Task.Delay(random.Next(4));
            }
        }
    }

    /// <summary>Where the stream goes on, as far as is known; now and then a place where it does not.</summary>
    private long NextOf(StreamName stream) => Math.Max(0, journal.NextOf(stream) + random.Next(16) switch { 0 => -1, 1 => 1, _ => 0 });

    private EventData[] Events() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new EventData(
        NewId(), "numbered.v1", Encoding.UTF8.GetBytes($"{{\"n\":{++_number},\"fill\":\"{new string('x', random.Next(50) == 0 ? 20_000 : random.Next(200))}\"}}"), "{}"u8.ToArray()))];

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    private async Task SettleAsync(Attempt attempt)
    {
        var (began, before, unknown) = (Stopwatch.GetTimestamp(), truth.CountOf(attempt.Stream), false);
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            try
            {
                var answer = await store.AppendAsync(attempt.Stream, ExpectedRevision.Before(attempt.Next), attempt.Events, CancellationToken.None)
                    .WaitAsync(Patience);
                if (answer is AppendResult.Appended appended)
                {
                    journal.Acknowledge(attempt, appended);
                }
                else
                {
                    journal.Conflict(attempt, (AppendResult.Conflict)answer, before);
                }

                return;
            }
            catch (OutcomeUnknownException)
            {
                unknown = true;
                journal.Unknown();
            }
            catch (StoreUnavailableException) when (unknown)
            {
                // This time nothing was written; what became of the first is still open.
            }
            catch (StoreUnavailableException e)
            {
                journal.Unavailable(attempt, e);
                return;
            }

            await Task.Delay(random.Next(1, 10));
        }

        throw new TimeoutException($"An append to {attempt.Stream} at {attempt.Next} could not be settled.");
    }
}
