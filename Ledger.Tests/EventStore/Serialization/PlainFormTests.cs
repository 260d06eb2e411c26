using System.Text;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Operations;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Serialization;

/// <summary>
/// What is stored plainly is read by a reader of its own. A blank behind the first brace makes JSON that says the same and is not plain, which
/// the reader of all JSON reads: so the two are held against each other.
/// </summary>
public sealed class PlainFormTests
{
    private static readonly byte[] Replacements = [0, 9, (byte)' ', (byte)'"', (byte)'\\', (byte)',', (byte)'0', (byte)'9', (byte)'-', (byte)'x', (byte)'}', 0x80, 0xC3, 0xFF];

    public static TheoryData<string> Details => new(
        "{}", """{"description":"Salary"}""", """{"reference":"größe ß 🏦"}""", """{"description":"a","reference":"b"}""",
        """{"reference":"b","description":"a"}""", """{"description":null}""", """{"description":"a\u0022b"}""", """{"description":"a","description":"b"}""",
        """{"description":"a","metadata":{"a":[1]}}""", """{"description":"a","more":"b"}""", """{"description":""}""");

    [Theory]
    [MemberData(nameof(Details))]
    public void A_posting_is_read_alike_by_both_readers(string details)
    {
        foreach (var type in new[] { "funds-deposited.v1", "funds-withdrawn.v1" })
        {
            foreach (var between in new[] { string.Empty, ",\"effectiveAt\":\"2026-11-20T20:43:25.123456Z\"", ",\"effectiveAt\":null" })
            {
                foreach (var end in new[] { "}", ",\"submitted\":true}", ",\"submitted\":false}", "} ", "}}" })
                {
                    Agree(type, Posting("12.75 EUR", between, details) + end);
                }
            }
        }
    }

    [Theory]
    [InlineData("0.00 EUR")]
    [InlineData("-0.05 EUR")]
    [InlineData("500 JPY")]
    [InlineData("1.234 KWD")]
    [InlineData("1.2 EUR")]
    [InlineData("12.75 XYZ")]
    [InlineData("12.75EUR")]
    [InlineData("92233720368547758.07 EUR")]
    [InlineData("92233720368547758.08 EUR")]
    [InlineData("-92233720368547758.08 EUR")]
    [InlineData("0000000000000000000000000000.01 EUR")]
    [InlineData("999999999999999.99 EUR")]
    [InlineData("9999999999999999.99 EUR")]
    public void An_amount_is_read_alike_by_both_readers(string amount) => Agree("funds-deposited.v1", Posting(amount, string.Empty, "{}") + "}");

    [Fact]
    public void However_a_byte_is_changed_both_readers_say_the_same()
    {
        var data = Encoding.UTF8.GetBytes(Posting("12.75 EUR", ",\"effectiveAt\":\"2026-11-20T20:43:25.123456Z\"", """{"description":"größe","reference":"b"}""") + "}");
        for (var i = 0; i < data.Length; i++)
        {
            foreach (var other in Replacements)
            {
                var changed = data.ToArray();
                changed[i] = other;
                Agree("funds-withdrawn.v1", changed);
            }
        }
    }

    [Fact]
    public void Most_postings_are_plain_and_those_with_more_to_say_are_not()
    {
        Plain("{}").Should().NotBeNull();
        Plain("""{"description":"größe","reference":"b"}""").Should().BeEquivalentTo(new { Personal = new Personal<TransactionDetails>(null, new("größe", "b")) });
        Plain("""{"description":"a","metadata":{}}""").Should().BeNull();
        PostingFormat.Of(typeof(AccountOpened)).Should().BeNull();

        static object? Plain(string details) =>
            PostingFormat.Of(typeof(FundsDeposited))!(Encoding.UTF8.GetBytes(Posting("12.75 EUR", string.Empty, details) + "}"));
    }

    [Fact]
    public void However_a_byte_of_the_metadata_is_changed_all_readers_say_the_same()
    {
        foreach (var written in new[] { StoredEvents.Metadata with { Claim = StoredEvents.Id }, StoredEvents.Metadata with { TransactionId = null, CommandHash = null } })
        {
            var metadata = StoredEvents.Serialize(new LedgerCreated(StoredEvents.Id), written).Event.Metadata.ToArray();
            AgreeOnMetadata(metadata).Should().Be(written);
            for (var i = 0; i < metadata.Length; i++)
            {
                foreach (var other in Replacements)
                {
                    var changed = metadata.ToArray();
                    changed[i] = other;
                    AgreeOnMetadata(changed);
                }
            }
        }
    }

    private static string Posting(string amount, string between, string details) =>
        $"{{\"transactionId\":\"018f3c1e-0000-7000-8000-000000000001\",\"amount\":\"{amount}\",\"balanceAfter\":\"1.00 EUR\"{between}"
        + $",\"personal\":{{\"keyId\":null,\"value\":{details}}}";

    private static void Agree(string type, string data) => Agree(type, Encoding.UTF8.GetBytes(data));

    private static void Agree(string type, byte[] data) =>
        (Encoding.UTF8.GetString(data), Read(type, data)).Should().Be((Encoding.UTF8.GetString(data), Read(type, WithBlank(data))));

    private static object? Read(string type, byte[] data) => Try(() => EventSerializer.Default.Deserialize(new(
        StoredEvents.Stream, 0, new(7, 7), StoredEvents.Id, type, data, default)));

    private static object? AgreeOnMetadata(byte[] metadata)
    {
        var (plain, any) = (Try(() => MetadataFormat.Read(metadata).Values), Try(() => MetadataFormat.Read(WithBlank(metadata)).Values));
        (Encoding.UTF8.GetString(metadata), plain).Should().Be((Encoding.UTF8.GetString(metadata), any));
        Try(() => MetadataFormat.ReadFacts(metadata).Values).Should().Be(
            any is EventMetadata read ? new EventFacts(read.RecordedAt, read.TransactionId, read.CommandHash is not null, read.Claim) : null);
        return plain;
    }

    private static byte[] WithBlank(byte[] json) => [.. json.AsSpan(0, 1), (byte)' ', .. json.AsSpan(1)];

    /// <summary>What is read, or nothing where it cannot be read.</summary>
    private static object? Try(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or UnreadableEventException)
        {
            return null;
        }
    }
}
