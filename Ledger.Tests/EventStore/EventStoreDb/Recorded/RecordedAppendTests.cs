using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;
using static Ledger.Tests.EventStore.EventStoreDb.Recorded.Expected;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>Recorded answers to <c>Append</c>, through all of the adapter, in pieces of every size.</summary>
public sealed class RecordedAppendTests
{
    private static readonly Dictionary<string, Expected> Expectations = new(StringComparer.Ordinal)
    {
        ["append-new-stream"] = Appended(0, 733),
        ["append-expected-revision"] = Appended(2, 1027),
        ["append-idempotent-retry"] = Appended(2, 1027),
        ["append-any"] = Appended(0, 1172),
        ["append-requires-leader"] = Appended(1, 1727),
        ["append-wrong-expected-revision"] = Conflict(2),
        ["append-wrong-expected-no-stream"] = Conflict(2),
        ["append-wrong-expected-stream-exists"] = Conflict(null),
        ["append-to-tombstoned-stream"] = Throws<StoreCorruptException>("account-wire-3", "deleted"),
        ["append-too-large"] = Throws<StoreUnavailableException>("at most 1048576 bytes"),
        ["append-missing-type"] = Throws<StoreUnavailableException>("Required Metadata Property 'type' is missing"),
        ["cluster-append-on-follower"] = Appended(0, 1685),
        ["cluster-no-leader-append-on-follower"] = Throws<StoreUnavailableException>("Server Is Not Ready"),
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
            var asked = new List<AppendReq>();
            await using var server = await ScriptedServer.StartAsync(async call =>
            {
                if (call.Path == recording.Method)
                {
                    call.RequestHeader("requires-leader").Should().Be("true");
                    asked.AddRange(await call.ReadAllAsync(AppendReq.Parser));
                }

                // A server that does not say what it can do is sent one append a call.
                await RecordedAnswer.PlayAsync(call, call.Path == recording.Method ? recording : Recording.Load("unknown-method"), piece);
            });
            await using var store = server.Store("&defaultDeadline=2000");
            var append = RecordedAppend.OfSingle(recording);

            // Where the recording expected anything, what it answers tells where the stream stood.
            var expected = append.Expected ?? (name == "append-requires-leader" ? ExpectedRevision.Exactly(0) : ExpectedRevision.NoStream);
            await Expectations[name].CheckAsync(
                () => store.AppendAsync(append.Stream, expected, append.Events, TestContext.Current.CancellationToken));

            if (append.Expected is not null)
            {
                asked.Should().Equal(recording.RequestMessages.Select(AsSent));
            }
        }
    }

    /// <summary>The adapter sends ids in their short form.</summary>
    private static AppendReq AsSent(byte[]? message)
    {
        var request = AppendReq.Parser.ParseFrom(message);
        if (request.ProposedMessage is { } e)
        {
            e.Id = Guid.Parse(e.Id.String).ToUuid();
        }

        return request;
    }
}
