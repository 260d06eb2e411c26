using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>Messages come out of bytes as they went in, wherever the bytes are split, or it is said that they are none.</summary>
public sealed class FrameReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_are_whole_wherever_the_bytes_are_split()
    {
        string[] names = ["a", string.Empty, new('b', 200), "c"];
        var bytes = Frames(names);
        for (var first = 1; first <= bytes.Length; first++)
        {
            (await ReadAsync(new(bytes, first, int.MaxValue))).Should().Equal(names);
            (await ReadAsync(new(bytes, first))).Should().Equal(names);
        }
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(5_000_000)]
    public async Task A_message_may_be_larger_than_the_buffer(int size)
    {
        string[] names = ["small", new('x', size), "after", new('y', size / 2)];
        var bytes = Frames(names);

        (await ReadAsync(new(bytes, 7, 4096))).Should().Equal(names);
        (await ReadAsync(new(bytes, int.MaxValue))).Should().Equal(names);
    }

    [Fact]
    public async Task What_is_there_already_is_read_without_waiting()
    {
        using var frames = new FrameReader(new PiecesStream(Frames("a", "b", "c"), int.MaxValue));
        frames.HasNext.Should().BeFalse();
        (await frames.MoveNextAsync(Token)).Should().BeTrue();

        frames.HasNext.Should().BeTrue();
        var reading = frames.MoveNextAsync(Token).AsTask();
        reading.IsCompletedSuccessfully.Should().BeTrue();
        frames.Parse(ReadResp.Parser).Confirmation.SubscriptionId.Should().Be("b");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_the_middle_of_a_message_is_an_error()
    {
        var bytes = Frames("first", "second");
        var whole = Frames("first").Length;
        for (var length = 1; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            if (length == whole)
            {
                (await ReadAsync(new(cut, 3))).Should().Equal("first");
            }
            else
            {
                await FluentActions.Awaiting(() => ReadAsync(new(cut, 3))).Should().ThrowAsync<IOException>().WithMessage("*broke off*");
            }
        }
    }

    [Fact]
    public async Task A_compressed_message_is_refused_by_name()
    {
        var bytes = (byte[])[.. Frames("a"), .. ScriptedCall.Framed([1, 2, 3], flag: 1)];

        await FluentActions.Awaiting(() => ReadAsync(new(bytes, int.MaxValue))).Should().ThrowAsync<IOException>().WithMessage("*compressed*");
        await FluentActions.Awaiting(() => ReadAsync(new(bytes, 1))).Should().ThrowAsync<IOException>().WithMessage("*compressed*");
    }

    [Theory]
    [InlineData(0x04, 0x00, 0x00, 0x01)]
    [InlineData(0x7F, 0xFF, 0xFF, 0xFF)]
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF)]
    public async Task A_length_that_no_message_has_is_refused_before_memory_is_taken_for_it(byte a, byte b, byte c, byte d)
    {
        byte[] bytes = [0, a, b, c, d, 1, 2, 3];

        await FluentActions.Awaiting(() => ReadAsync(new(bytes, int.MaxValue))).Should().ThrowAsync<IOException>().WithMessage("*announced*bytes*");
        await FluentActions.Awaiting(() => ReadAsync(new(bytes, 1))).Should().ThrowAsync<IOException>().WithMessage("*announced*bytes*");
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_an_error_of_the_call() =>
        await FluentActions.Awaiting(() => ReadAsync(new(ScriptedCall.Framed([0xFF, 0xFF, 0xFF]), int.MaxValue)))
            .Should().ThrowAsync<IOException>().WithMessage("*cannot be read*");

    [Fact]
    public async Task No_bytes_are_no_messages() => (await ReadAsync(new([], 1))).Should().BeEmpty();

    private static byte[] Frames(params string[] names) =>
        [.. names.SelectMany(name => ScriptedCall.Framed(new ReadResp { Confirmation = new() { SubscriptionId = name } }.ToByteArray()))];

    private static async Task<List<string>> ReadAsync(PiecesStream stream)
    {
        using var frames = new FrameReader(stream);
        var names = new List<string>();
        while (await frames.MoveNextAsync(Token))
        {
            names.Add(frames.Parse(ReadResp.Parser).Confirmation.SubscriptionId);
        }

        return names;
    }
}
