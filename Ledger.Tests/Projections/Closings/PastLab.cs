using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Closings;

/// <summary>One account with a history in which many events have the same time, and what a plain look at all of it says.</summary>
internal sealed class PastLab
{
    public const string Id = "long";

    public static readonly StreamName Stream = new(Account.StreamOf(Id));

    private readonly SetClock _clock = new();

    public InMemoryEventStore Events { get; } = new();

    public IReadOnlyList<StoredEvent> History { get; private set; } = [];

    /// <param name="deposits">How many are made.</param>
    /// <param name="together">How many of them at each time.</param>
    /// <param name="closeBooksEvery">As the setting.</param>
    public static async Task<PastLab> FilledAsync(int deposits, int together, int closeBooksEvery)
    {
        var lab = new PastLab();
        var mailboxes = new MailboxSet<AccountCommand, AccountState, AccountEvent>(new(
            lab.Events, EventSerializer.Default, Account.Decider, new ScriptedIndex(), new() { CloseBooksEvery = closeBooksEvery }, lab._clock, NullLogger.Instance));
        await mailboxes.ExecuteAsync(Stream, new(new OpenAccount(Id, AccountLab.Euro, null, new(0, AccountLab.Euro)), "request", "tester"));
        for (var i = 0; i < deposits; i += together)
        {
            lab._clock.Now = lab._clock.Now.AddSeconds(1);
            await Task.WhenAll(Enumerable.Range(0, together).Select(_ =>
            {
                var id = Guid.CreateVersion7(lab._clock.Now);
                return mailboxes.ExecuteAsync(Stream, new(new DepositFunds(id, new(1, AccountLab.Euro), null, new()), "request", "tester", id));
            }));
        }

        lab.History = [.. (await lab.Events.Forwards(Stream)).Select(e => new StoredEvent(e, EventSerializer.Default))];
        return lab;
    }

    public static StreamLoader<AccountCommand, AccountState, AccountEvent> LoaderOver(IEventStore events) =>
        new(events, EventSerializer.Default, Account.Decider);

    public long RevisionAt(DateTimeOffset time) => History.LastOrDefault(e => e.Metadata.RecordedAt <= time)?.Recorded.Revision ?? -1;

    public IReadOnlyList<StoredEvent> Closings => [.. History.Where(e => e.Happened is BooksClosed)];

    /// <summary>The times around which answers change: of the opening, each closing, and the last event, with those just beside.</summary>
    public IEnumerable<DateTimeOffset> TellingTimes => Closings.Prepend(History[0]).Append(History[^1])
        .Select(e => e.Metadata.RecordedAt)
        .SelectMany(time => new[] { time.AddSeconds(-1), time.AddMicroseconds(-1), time, time.AddMicroseconds(1), time.AddSeconds(1) })
        .Concat([DateTimeOffset.MinValue, DateTimeOffset.MaxValue]);
}
