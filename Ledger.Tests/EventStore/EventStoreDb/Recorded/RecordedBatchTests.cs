using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;
using static Ledger.Tests.EventStore.EventStoreDb.Recorded.Expected;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>Recorded answers to <c>BatchAppend</c>, through all of the adapter, in pieces of every size.</summary>
public sealed class RecordedBatchTests
{
    private static readonly Dictionary<string, Expected[]> Expectations = new(StringComparer.Ordinal)
    {
        ["batch-append-two-streams"] = [Appended(0, 1320), Appended(1, 1584)],
        ["batch-append-idempotent-retry"] = [Appended(0, 1320)],
        ["batch-append-wrong-expected-revision"] = [Conflict(0)],
        ["batch-append-to-tombstoned-stream"] = [Throws<StoreCorruptException>("account-wire-3", "deleted")],
        ["cluster-no-leader-batch-append-on-follower-requires-leader"] = [Throws<StoreUnavailableException>("Server Is Not Ready")],
    };

    public static TheoryData<string> Names => [.. Expectations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_answer_is_understood(string name)
    {
        var recording = Recording.Load(name);
        // Where there is no leader, the adapter asks until its time is up.
        foreach (var piece in RecordedAnswer.Pieces.TakeLast(name.StartsWith("cluster-no-leader", StringComparison.Ordinal) ? 1 : int.MaxValue))
        {
            var asked = new List<BatchAppendReq>();
            await using var server = await ScriptedServer.StartAsync(call => call.Path == recording.Method
                ? RecordedAnswer.PlayBatchAsync(call, recording, piece, asked)
                : RecordedAnswer.PlayAsync(call, Recording.Load("server-features"), piece));
            await using var store = server.Store("&defaultDeadline=2000");
            var appends = RecordedAppend.OfBatch(recording).ToArray();

            await Task.WhenAll(appends.Select((append, i) => Expectations[name][i].CheckAsync(() => store.AppendAsync(
                append.Stream, append.Expected ?? ExpectedRevision.NoStream, append.Events, TestContext.Current.CancellationToken))));

            if (appends.All(append => append.Expected is not null))
            {
                // Where it was not taken it was sent again, the same.
                asked.Select(WithoutItsOwn).Distinct().Should().BeEquivalentTo(
                    recording.RequestMessages.Select(message => WithoutItsOwn(BatchAppendReq.Parser.ParseFrom(message))));
            }
        }
    }

    /// <summary>Without the number and the time that each call gives an append, and with ids in their short form.</summary>
    private static BatchAppendReq WithoutItsOwn(BatchAppendReq request)
    {
        var own = request.Clone();
        own.Options.Deadline.Should().NotBeNull();
        (own.CorrelationId, own.Options.Deadline) = (null, null);
        foreach (var e in own.ProposedMessages)
        {
            e.Id = e.Id.ToGuid().ToUuid();
        }

        return own;
    }
}
