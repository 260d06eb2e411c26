using System.Text;
using Ledger.Domain.Operations;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Serialization;

public sealed class MetadataTests
{
    private static readonly LedgerCreated Event = new(StoredEvents.Id);

    [Fact]
    public void Metadata_is_written_as_history_has_it()
    {
        var (written, chain) = StoredEvents.Serialize(Event);

        StoredEvents.Text(written.Metadata).Should().Be(
            """{"correlationId":"correlation-1","causationId":"causation-1","actor":"anonymous","recordedAt":"2026-11-20T20:43:25.123456Z",""" +
            """ "transactionId":"018f3c1e-0000-7000-8000-000000000001","commandHash":"c0ffee",""".TrimStart() +
            $"\"chain\":\"{chain}\"}}");
    }

    [Fact]
    public void Metadata_is_read_as_it_was_written()
    {
        var bare = new EventMetadata("größe \"1\"", "c", "ann", StoredEvents.Metadata.RecordedAt, null, null);

        foreach (var metadata in new[] { StoredEvents.Metadata, bare })
        {
            var (written, chain) = StoredEvents.Serialize(Event, metadata);
            var read = EventSerializer.ReadMetadata(StoredEvents.Recorded(written));
            read.Values.Should().Be(metadata);
            read.Chain.Should().Be(chain);
        }
    }

    [Fact]
    public void Metadata_splits_into_the_chain_and_the_bytes_that_it_covers()
    {
        var (written, chain) = StoredEvents.Serialize(Event);

        var (covered, read) = MetadataFormat.Split(written.Metadata);

        read.Should().Be(chain);
        (StoredEvents.Text(covered) + $",\"chain\":\"{chain}\"}}").Should().Be(StoredEvents.Text(written.Metadata));
        Chain.StartOf(StoredEvents.Stream).Next(0, written.Id, written.Type, written.Data.Span, covered.Span).Should().Be(chain);
    }

    [Fact]
    public void A_member_that_a_later_version_adds_is_no_reason_to_stop()
    {
        var (written, chain) = StoredEvents.Serialize(Event);
        var later = StoredEvents.Text(written.Metadata).Replace("{\"corr", "{\"added\":{\"deep\":[1]},\"corr", StringComparison.Ordinal);

        var read = MetadataFormat.Read(Encoding.UTF8.GetBytes(later));

        read.Values.Should().Be(StoredEvents.Metadata);
        read.Chain.Should().Be(chain);
    }

    [Theory]
    [InlineData("\"chain\"", "\"chaim\"")]
    [InlineData("\"}", "\" }")]
    [InlineData("correlationId", "correlationld")]
    [InlineData("\"causation-1\"", "null")]
    [InlineData("\"causation-1\"", "7")]
    [InlineData("causationId", "causationX")]
    [InlineData("actor", "actress")]
    [InlineData("recordedAt", "recordedOn")]
    [InlineData("25.123456Z", "25.123Z")]
    [InlineData("25.123456Z", "25.123456+00:00")]
    [InlineData("2026-11-20T", "2026-11-20 ")]
    [InlineData("018f3c1e-0000", "018f3c1e-000x")]
    [InlineData("{\"corr", "{{\"corr")]
    public void Anything_else_is_unreadable(string part, string other)
    {
        var (written, _) = StoredEvents.Serialize(Event);
        var changed = StoredEvents.Text(written.Metadata).Replace(part, other, StringComparison.Ordinal);
        changed.Should().NotBe(StoredEvents.Text(written.Metadata));

        FluentActions.Invoking(() => EventSerializer.ReadMetadata(StoredEvents.Recorded(written with { Metadata = Encoding.UTF8.GetBytes(changed) })))
            .Should().Throw<UnreadableEventException>();
    }

    [Fact]
    public void Times_are_cut_to_microseconds_of_UTC()
    {
        var time = new DateTimeOffset(2026, 11, 20, 22, 43, 25, TimeSpan.FromHours(2)).AddTicks(1234569);

        var cut = Instant.Truncate(time);

        Instant.Format(cut).Should().Be("2026-11-20T20:43:25.123456Z");
        Instant.Parse(Encoding.UTF8.GetBytes(Instant.Format(cut))).Should().Be(cut);
        cut.Offset.Should().Be(TimeSpan.Zero);
        var bytes = new byte[Instant.Length];
        Instant.Format(cut, bytes);
        Encoding.UTF8.GetString(bytes).Should().Be(Instant.Format(cut));
    }
}
