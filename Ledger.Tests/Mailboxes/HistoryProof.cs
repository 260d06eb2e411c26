using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Tests.Mailboxes;

/// <summary>Recomputes everything that can be recomputed of a stream.</summary>
internal static class HistoryProof
{
    /// <summary>Checks revisions, chain, times and closings, and answers the state.</summary>
    public static AccountState Verify(StreamName stream, IReadOnlyList<StoredEvent> history, int closeBooksEvery)
    {
        var state = Account.Decider.Initial;
        var chain = Chain.StartOf(stream);
        var (revision, time) = (0L, DateTimeOffset.MinValue);
        foreach (var e in history)
        {
            e.Recorded.Revision.Should().Be(revision);
            chain = chain.Next(
                revision, e.Recorded.Id, e.Recorded.Type, e.Recorded.Data.Span, EventSerializer.ReadMetadata(e.Recorded).Covered.Span);
            e.Chain.Should().Be(chain, "the chain binds revision {0} to everything before it", revision);
            e.Metadata.RecordedAt.Should().BeOnOrAfter(time);
            var closes = (revision + 1) % closeBooksEvery == 0;
            (e.Happened is BooksClosed).Should().Be(closes, "revision {0} {1} the books", revision, closes ? "closes" : "does not close");
            if (e.Happened is AccountEvent closing && Account.Decider.Closing!.CarriedForward(closing) is { } carried)
            {
                carried.Should().Be(state, "a closing carries the state forward");
            }

            state = Account.Decider.Evolve(state, (AccountEvent)e.Happened);
            (revision, time) = (revision + 1, e.Metadata.RecordedAt);
        }

        return state;
    }
}
