using Ledger.EventStore.EventStoreDb.Protocol;
using Content = Ledger.EventStore.EventStoreDb.Protocol.ReadResp.ContentOneofCase;
using Direction = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.Types.ReadDirection;
using Options = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>Reads of the server of the tests, where no recording says it.</summary>
public sealed class ReadTests : ServerTests
{
    [Fact]
    public async Task A_read_of_all_begins_with_its_position_and_a_subscription_behind_it()
    {
        await Ask.AppendAsync("some", 2);
        var position = (await Ask.AppendAsync("some")).Position;
        await Ask.AppendAsync("some");
        void From(Options options)
        {
            var (commit, prepare) = (position.CommitPosition, position.PreparePosition);
            options.All = new() { Position = new() { CommitPosition = commit, PreparePosition = prepare } };
        }

        await using var subscription = Ask.Read(options =>
        {
            From(options);
            options.Subscription = new();
        });

        (await Ask.ReadAsync(From)).Select(answer => answer.Event.Event.StreamRevision).Should().Equal(2, 3);
        (await Ask.ReadAsync(options =>
        {
            From(options);
            options.ReadDirection = Direction.Backwards;
        })).Select(answer => answer.Event.Event.StreamRevision).Should().Equal(1, 0);
        (await subscription.ReceiveAsync(ReadResp.Parser))!.ContentCase.Should().Be(Content.Confirmation);
        (await subscription.ReceiveAsync(ReadResp.Parser))!.Event.Event.StreamRevision.Should().Be(3);
    }

    [Fact]
    public async Task A_read_that_has_nothing_to_say_succeeds_in_its_headers()
    {
        await using var read = Ask.Read(options => options.All = new() { Start = new() });

        (await read.HeadersAsync()).Should().Contain("grpc-status", "0");
        (await read.ReceiveAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Events_are_chosen_by_expression_and_by_type_too()
    {
        await Ask.AppendAsync("account-1");
        await Ask.AppendAsync("user-1");

        (await Ask.ReadAsync(options =>
        {
            options.All = new() { Start = new() };
            options.Filter = new() { StreamIdentifier = new() { Regex = "^u.*1$" }, Max = 32, CheckpointIntervalMultiplier = 1 };
        })).Should().ContainSingle().Which.Event.Event.StreamIdentifier.Should().Be(Asking.Stream("user-1"));
        (await Ask.ReadAsync(options =>
        {
            options.All = new() { Start = new() };
            options.Filter = new() { EventType = new() { Prefix = { "tested" } }, Count = new(), CheckpointIntervalMultiplier = 1 };
        })).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_long_stream_is_read_in_both_directions()
    {
        await Ask.AppendAsync("some", 1500);

        foreach (var direction in Enum.GetValues<Direction>())
        {
            var read = await Ask.ReadAsync(options =>
            {
                options.Stream = new() { StreamIdentifier = Asking.Stream("some") };
                _ = direction == Direction.Forwards ? options.Stream.Start = new() : options.Stream.End = new();
                options.ReadDirection = direction;
                options.Count = 1400;
            });

            var revisions = Enumerable.Range(0, 1400).Select(i => (ulong)(direction == Direction.Forwards ? i : 1499 - i));
            read.SkipLast(1).Select(answer => answer.Event.Event.StreamRevision).Should().Equal(revisions);
            read[^1].LastStreamPosition.Should().Be(1499);
        }
    }
}
