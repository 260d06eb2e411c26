using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>Recorded subscriptions, through all of the adapter, in pieces of every size.</summary>
public sealed class RecordedSubscriptionTests
{
    private static readonly Dictionary<string, int[]> Positions = new(StringComparer.Ordinal)
    {
        ["subscribe-stream-until-caught-up"] = [733, 881, 1027],
        ["subscribe-all-filtered-until-caught-up"] = [733, 881, 1027, 1172, 1320, 1452, 1584],
    };

    public static TheoryData<string> Names => [.. Positions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Recorded_events_appear_and_then_the_word_that_it_caught_up(string name)
    {
        var recording = Recording.Load(name);
        foreach (var piece in RecordedAnswer.Pieces)
        {
            await using var server = await ScriptedServer.StartAsync(async call =>
            {
                var request = await call.ReadAsync(ReadReq.Parser);
                await (request!.Options.Subscription is null ? SayThatMoreIsThereAsync(call) : RecordedAnswer.PlayAsync(call, recording, piece));
            });
            await using var store = server.Store();
            await using var subscription = new SubscriptionReader(
                store.SubscribeToAllAsync(Position.Start, new(["account-wire-"]), TestContext.Current.CancellationToken));

            await subscription.CaughtUp();

            subscription.Appeared.Select(e => (int)e.Position.Commit).Should().Equal(Positions[name]);
            RecordedReadTests.Described(subscription.Appeared[1]).Should().Be("2 funds-deposited account-wire-1@1 881 {\"amount\":1275}");
        }
    }

    /// <summary>So that nothing but the server's own word can mean that the subscription caught up.</summary>
    private static async Task SayThatMoreIsThereAsync(ScriptedCall call)
    {
        var newest = ReadResp.Parser.ParseFrom(Recording.Load("read-all-backwards-1").ResponseMessages[0]);
        (newest.Event.CommitPosition, newest.Event.Event.CommitPosition, newest.Event.Event.PreparePosition) = (9999, 9999, 9999);
        await call.SendAsync(ScriptedCall.Framed(newest.ToByteArray()));
        call.Succeed();
    }
}
