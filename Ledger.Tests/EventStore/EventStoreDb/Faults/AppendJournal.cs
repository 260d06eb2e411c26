using System.Collections.Concurrent;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>An append as its writer knows it.</summary>
/// <param name="Next">The revision that its first event is to have.</param>
internal sealed record Attempt(StreamName Stream, long Next, IReadOnlyList<EventData> Events);

/// <summary>
/// What the writers were told, held against what is in the log: everything that was acknowledged stands there once, at the place that
/// was named, and nothing else does, least of all what was said never to be written.
/// </summary>
internal sealed class AppendJournal(InMemoryEventStore truth)
{
    private readonly ConcurrentDictionary<Guid, (StreamName Stream, long Revision)> _acknowledged = new();
    private readonly ConcurrentDictionary<Guid, string> _never = new();
    private readonly ConcurrentDictionary<StreamName, long> _next = new();
    private int _checked;
    private int _conflicts;
    private int _unavailable;
    private int _unknown;

    /// <summary>Where a stream goes on, by what was heard last.</summary>
    public long NextOf(StreamName stream) => _next.GetValueOrDefault(stream);

    public void Acknowledge(Attempt attempt, AppendResult.Appended answer)
    {
        var last = attempt.Next + attempt.Events.Count - 1;
        answer.Revision.Should().Be(last);
        var written = truth.Page(attempt.Stream, ReadDirection.Forwards, attempt.Next, attempt.Events.Count);
        written.Select(e => e.Id).Should().Equal(attempt.Events.Select(e => e.Id), "what is acknowledged is in the log");
        answer.Position.Should().Be(written[^1].Position);
        for (var i = 0; i < written.Length; i++)
        {
            _acknowledged[written[i].Id] = (attempt.Stream, attempt.Next + i);
        }

        Heard(attempt.Stream, last + 1);
    }

    /// <param name="before">How many events the stream had before the append was first sent.</param>
    public void Conflict(Attempt attempt, AppendResult.Conflict answer, long before)
    {
        var next = answer.Actual + 1 ?? 0;
        next.Should().BeInRange(before, truth.CountOf(attempt.Stream), "a conflict names the actual revision");
        next.Should().NotBe(attempt.Next, "a stream that stands where it was expected is no conflict");
        Never(attempt, $"conflict with {answer}");
        Heard(attempt.Stream, next);
        Interlocked.Increment(ref _conflicts);
    }

    public void Unavailable(Attempt attempt, Exception reason)
    {
        Never(attempt, reason.ToString());
        Interlocked.Increment(ref _unavailable);
    }

    public void Unknown() => Interlocked.Increment(ref _unknown);

    /// <summary>Checks everything that has come into the log since it was checked last.</summary>
    public void Check()
    {
        var written = truth.Page(_checked, int.MaxValue - _checked);
        foreach (var e in written)
        {
            _never.TryGetValue(e.Id, out var reason);
            reason.Should().BeNull("event {0} of {1} is in the log, and of that append was said that nothing was or will be written", e.Revision, e.Stream);
            _acknowledged.TryGetValue(e.Id, out var place).Should().BeTrue("event {0} of {1} was never acknowledged", e.Revision, e.Stream);
            (e.Stream, e.Revision).Should().Be(place);
        }

        _checked += written.Length;
        _checked.Should().Be(_acknowledged.Count, "nothing that was acknowledged is lost, and nothing is there twice");
    }

    public override string ToString() =>
        $"{_acknowledged.Count} events; {_conflicts} conflicts, {_unavailable} times unavailable, {_unknown} times unknown";

    private void Never(Attempt attempt, string reason)
    {
        foreach (var e in attempt.Events)
        {
            _never[e.Id] = reason;
        }

        var written = truth.Page(attempt.Stream, ReadDirection.Forwards, attempt.Next, attempt.Events.Count);
        written.Select(e => e.Id).Should().NotIntersectWith(attempt.Events.Select(e => e.Id), "it was said: {0}", reason);
    }

    private void Heard(StreamName stream, long next) => _next.AddOrUpdate(stream, next, (_, known) => Math.Max(known, next));
}
