using Ledger.Domain;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Serialization;

/// <summary>What is written of each event, and that it is read again.</summary>
public sealed class EventShapeTests
{
    public static TheoryData<string> StoredNames => [.. EventTypes.Current.Select(type => type.StoredName)];

    [Fact]
    public void Every_registered_event_has_a_sample() =>
        EventSamples.ByStoredName.Keys.Should().BeEquivalentTo(EventTypes.Current.Select(type => type.StoredName));

    [Fact]
    public void Stored_names_and_records_stand_in_the_table_once()
    {
        EventTypes.Current.Select(type => type.StoredName).Concat(EventTypes.Upcasts.Select(upcast => upcast.StoredName)).Should().OnlyHaveUniqueItems();
        EventTypes.Current.Select(type => type.Record).Should().OnlyHaveUniqueItems();
        EventTypes.Current.Select(type => type.StoredName).Should().AllSatisfy(name => name.Should().MatchRegex("^[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*$"));
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void An_event_is_written_as_history_has_it(string storedName)
    {
        var (sample, json) = EventSamples.ByStoredName[storedName];

        var (written, _) = StoredEvents.Serialize(sample);

        written.Type.Should().Be(storedName);
        written.Id.Should().Be(StoredEvents.Id);
        StoredEvents.Text(written.Data).Should().Be(json.ReplaceLineEndings(string.Empty));
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void An_event_is_read_as_it_was_written(string storedName)
    {
        var (sample, json) = EventSamples.ByStoredName[storedName];

        EventSerializer.Default.Deserialize(StoredEvents.Recorded(StoredEvents.Serialize(sample).Event)).Should().Be(sample);
        EventSerializer.Default.Deserialize(StoredEvents.Recorded(storedName, json)).Should().Be(sample);
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void A_member_that_the_record_does_not_have_makes_an_event_unreadable(string storedName)
    {
        var json = EventSamples.ByStoredName[storedName].Json;

        ShouldBeUnreadable(storedName, "{\"surprise\":1," + json[1..]);
    }

    [Theory]
    [InlineData("funds-deposited.v2")]
    [InlineData("Funds-deposited.v1")]
    [InlineData("FundsDeposited")]
    public void A_name_that_the_table_does_not_have_makes_an_event_unreadable(string storedName) =>
        ShouldBeUnreadable(storedName, EventSamples.ByStoredName["funds-deposited.v1"].Json);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"accountId":null,"currency":"EUR","overdraftLimit":"0.00 EUR"}""")]
    [InlineData("""{"accountId":"a","currency":"XXX","overdraftLimit":"0.00 EUR"}""")]
    [InlineData("""{"accountId":"a","currency":978,"overdraftLimit":"0.00 EUR"}""")]
    [InlineData("""{"accountId":"a","currency":"EUR","overdraftLimit":"0.0 EUR"}""")]
    [InlineData("""{"accountId":"a","currency":"EUR","overdraftLimit":0}""")]
    [InlineData("""{"accountId":"a","currency":"EUR","overdraftLimit":"99999999999999999999999999999999.00 EUR"}""")]
    public void Data_of_another_shape_makes_an_event_unreadable(string data) => ShouldBeUnreadable("account-opened.v1", data);

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("{\"keyId\":null}")]
    [InlineData("{\"keyId\":1,\"value\":{}}")]
    [InlineData("{\"keyId\":null,\"value\":null}")]
    [InlineData("{\"keyId\":null,\"value\":\"text\"}")]
    [InlineData("{\"keyId\":null,\"value\":{},\"more\":1}")]
    [InlineData("{\"keyId\":null,\"value\":{\"more\":1}}")]
    public void Personal_data_of_another_shape_makes_an_event_unreadable(string personal) => ShouldBeUnreadable(
        "funds-deposited.v1",
        $$"""{"transactionId":"{{AccountStory.Transaction}}","amount":"1.00 EUR","balanceAfter":"1.00 EUR","personal":{{personal}}}""");

    [Fact]
    public void What_cannot_be_read_is_named_without_its_data()
    {
        var recorded = StoredEvents.Recorded("no-such-event.v1", "{\"secret\":\"Alice\"}");

        FluentActions.Invoking(() => EventSerializer.Default.Deserialize(recorded)).Should().Throw<UnreadableEventException>()
            .WithMessage("*0 of account-alice at position 7*no-such-event.v1*").And.Message.Should().NotContain("Alice");
    }

    private static void ShouldBeUnreadable(string storedName, string data) =>
        FluentActions.Invoking(() => EventSerializer.Default.Deserialize(StoredEvents.Recorded(storedName, data)))
            .Should().Throw<UnreadableEventException>();
}
