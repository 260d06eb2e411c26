using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.EventStore.Serialization;

/// <summary>An event that was stored in a shape of the past is read as the current record.</summary>
public sealed class UpcastTests
{
    private const string OldName = "funds-deposited.v0";

    private static readonly EventSerializer Serializer = new(
        EventTypes.Current,
        [
            Upcast.From<FundsDepositedV0, FundsDeposited>(OldName, old =>
            {
                var currency = Currency.Parse(old.Currency);
                return new(old.TransactionId, new(old.Amount, currency), new(old.Balance, currency), null, new(null, new(old.Text)));
            }),
        ]);

    private static string OldData => $$"""{"transactionId":"{{Transaction}}","amount":1275,"balance":2000,"currency":"EUR","text":"rent"}""";

    [Fact]
    public void An_old_event_is_read_in_the_current_shape() =>
        Serializer.Deserialize(StoredEvents.Recorded(OldName, OldData)).Should().Be(Deposited("12.75", "20.00"));

    [Fact]
    public void A_current_event_is_read_as_before() =>
        Serializer.Deserialize(StoredEvents.Recorded("funds-deposited.v1", EventSamples.ByStoredName["funds-deposited.v1"].Json))
            .Should().Be(EventSamples.ByStoredName["funds-deposited.v1"].Event);

    [Fact]
    public void What_is_written_has_the_current_name() => Serializer.NameOf(Deposited("1.00", "1.00")).Should().Be("funds-deposited.v1");

    [Fact]
    public void An_old_event_whose_content_makes_no_sense_is_unreadable() =>
        FluentActions.Invoking(() => Serializer.Deserialize(StoredEvents.Recorded(OldName, OldData.Replace("EUR", "???", StringComparison.Ordinal))))
            .Should().Throw<UnreadableEventException>();

    [Fact]
    public void Without_the_upcast_the_old_event_is_unreadable() =>
        FluentActions.Invoking(() => EventSerializer.Default.Deserialize(StoredEvents.Recorded(OldName, OldData)))
            .Should().Throw<UnreadableEventException>();

    /// <summary>Amounts in minor units beside their currency, one text, and no effective time.</summary>
    private sealed record FundsDepositedV0(Guid TransactionId, int Amount, int Balance, string Currency, string Text);
}
