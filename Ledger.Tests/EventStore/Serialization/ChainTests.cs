using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Serialization;

/// <summary>The chain, computed a second time from the documented layout alone.</summary>
public sealed class ChainTests
{
    [Fact]
    public void The_chain_is_what_the_documentation_says()
    {
        var previous = Encoding.UTF8.GetBytes("account-alice");
        var chain = Chain.StartOf(StoredEvents.Stream);
        foreach (var (revision, (sample, _)) in EventSamples.ByStoredName.Values.Index())
        {
            var id = new Guid(revision + 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

            (var written, chain) = EventSerializer.Default.Serialize(sample, id, StoredEvents.Metadata, revision, chain);

            var metadata = StoredEvents.Text(written.Metadata);
            var covered = metadata[..metadata.LastIndexOf(",\"chain\":\"", StringComparison.Ordinal)];
            previous = SHA256.HashData(Layout(previous, revision, id, written.Type, written.Data.ToArray(), Encoding.UTF8.GetBytes(covered)));
            chain.ToString().Should().Be(Convert.ToHexStringLower(previous));
            metadata.Should().EndWith($",\"chain\":\"{chain}\"}}");
        }
    }

    [Fact]
    public void The_chain_of_a_known_event_never_changes()
    {
        var chain = Chain.StartOf(new("account-größe")).Next(5, StoredEvents.Id, "tested.v1", "{}"u8, "{\"actor\":\"a\""u8);

        chain.ToString().Should().Be("116ef1b8fe071d3852eb2af64795c9a4610e31b1a0285e30593b2b85addec25c");
    }

    [Fact]
    public void Any_bit_that_is_changed_changes_the_chain()
    {
        var id = StoredEvents.Id.ToByteArray(bigEndian: true);
        var type = "tested.v1"u8.ToArray();
        var data = "{\"amount\":\"12.75 EUR\"}"u8.ToArray();
        var metadata = "{\"actor\":\"a\""u8.ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal) { Compute() };
        var changes = 0;

        foreach (var part in new[] { id, type, data, metadata })
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                // The eighth bit of the type would make something else than ASCII of it, which no stored name is.
                if (ReferenceEquals(part, type) && bit % 8 == 7)
                {
                    continue;
                }

                part[bit / 8] ^= (byte)(1 << (bit % 8));
                seen.Add(Compute());
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                changes++;
            }
        }

        seen.Should().HaveCount(changes + 1);

        string Compute() => Chain.StartOf(StoredEvents.Stream)
            .Next(0, new(id, bigEndian: true), Encoding.ASCII.GetString(type), data, metadata).ToString();
    }

    [Fact]
    public void A_byte_that_moves_from_one_part_to_the_next_changes_the_chain()
    {
        var start = Chain.StartOf(StoredEvents.Stream);

        new[]
        {
            start.Next(0, StoredEvents.Id, "a", "bc"u8, "d"u8), start.Next(0, StoredEvents.Id, "ab", "c"u8, "d"u8),
            start.Next(0, StoredEvents.Id, "a", "b"u8, "cd"u8), start.Next(0, StoredEvents.Id, "a", "bcd"u8, ""u8),
        }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Another_place_another_stream_or_another_past_changes_the_chain()
    {
        var start = Chain.StartOf(StoredEvents.Stream);

        new[]
        {
            Next(start, 0), Next(start, 1), Next(Chain.StartOf(new("account-bob")), 0), Next(Next(start, 0), 1),
        }.Should().OnlyHaveUniqueItems();

        static Chain Next(Chain previous, long revision) => previous.Next(revision, StoredEvents.Id, "tested.v1", "{}"u8, "{"u8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    public void Anything_but_64_digits_is_no_chain(string text) =>
        FluentActions.Invoking(() => Chain.Parse(Encoding.UTF8.GetBytes(text))).Should().Throw<FormatException>();

    private static byte[] Layout(byte[] previous, long revision, Guid id, string type, byte[] data, byte[] restOfMetadata)
    {
        var place = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(place, revision);
        return [.. previous, .. place, .. Part(id.ToByteArray(bigEndian: true)), .. Part(Encoding.UTF8.GetBytes(type)), .. Part(data), .. Part(restOfMetadata)];

        static byte[] Part(byte[] bytes)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            return [.. length, .. bytes];
        }
    }
}
