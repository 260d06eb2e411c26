using System.Collections.ObjectModel;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Operations;
using Ledger.Domain.Users;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Support;

/// <summary>
/// Each stored name with a sample and its bytes, letter by letter. History is made of these bytes: a change here that is not a new
/// line is a change of history, and needs a new version of the name and an upcast instead.
/// </summary>
internal static class EventSamples
{
    private static readonly Guid Ledger = new("3b241101-e2bb-4255-8caf-4136c566a962");
    private static readonly DateTimeOffset Effective = new(2026, 10, 31, 23, 59, 58, 123, 456, TimeSpan.Zero);
    private static readonly TransactionDetails Everything = new("Café „Größe“ <&> \"大\" 🏦", "INV-7", """{"n":1.50, "deep":{"a":[1,2]}}""");

    public static IReadOnlyDictionary<string, (object Event, string Json)> ByStoredName { get; } =
        new ReadOnlyDictionary<string, (object Event, string Json)>(new Dictionary<string, (object Event, string Json)>(MoneySamples.All, StringComparer.Ordinal)
        {
            ["account-opened.v1"] = (
                new AccountOpened("alice", Euro, "owner-1", Amount("50.00")),
                """{"accountId":"alice","currency":"EUR","ownerId":"owner-1","overdraftLimit":"50.00 EUR"}"""),
            ["funds-deposited.v1"] = (
                new FundsDeposited(Transaction, Amount("12.75"), Amount("20.00"), Effective, new(null, Everything)),
                """
                {"transactionId":"018f3c1e-0000-7000-8000-000000000001","amount":"12.75 EUR","balanceAfter":"20.00 EUR",
                "effectiveAt":"2026-10-31T23:59:58.123456Z","personal":{"keyId":null,"value":{
                "description":"Café „Größe“ <&> \"大\" \uD83C\uDFE6","reference":"INV-7","metadata":{"n":1.50, "deep":{"a":[1,2]}}}}}
                """),
            ["funds-withdrawn.v1"] = (
                new FundsWithdrawn(Transaction, Amount("500 JPY"), Amount("-20 JPY"), null, new("key-1", new())),
                """
                {"transactionId":"018f3c1e-0000-7000-8000-000000000001","amount":"500 JPY","balanceAfter":"-20 JPY",
                "personal":{"keyId":"key-1","value":{}}}
                """),
            ["withdrawal-declined.v1"] = (
                new WithdrawalDeclined(Transaction, Amount("1.000 KWD"), Amount("0.005 KWD"), Amount("0.505 KWD"), null, new(null, new("Rent"))),
                """
                {"transactionId":"018f3c1e-0000-7000-8000-000000000001","amount":"1.000 KWD","balance":"0.005 KWD","available":"0.505 KWD",
                "personal":{"keyId":null,"value":{"description":"Rent"}}}
                """),
            ["books-closed.v1"] = (
                new BooksClosed(
                    2,
                    "alice",
                    Euro,
                    null,
                    Amount("50.00"),
                    Amount("-12.34"),
                    Standing.Frozen,
                    OpenItems.Of([new OpenHold(MoneySamples.Other, Amount("1.00"), Effective), new OpenHold(Transaction, Amount("2.00"), null)]),
                    OpenItems.Of([new TransferInFlight(Transaction, "bob", Amount("3.00"), MoneySamples.InEuros, null)]),
                    OpenItems.Of([new PendingTransaction(Transaction, SubmittedType.Withdrawal, Amount("4.00"), Effective, null)])),
                """
                {"stateVersion":2,"accountId":"alice","currency":"EUR","overdraftLimit":"50.00 EUR","balance":"-12.34 EUR","standing":"frozen",
                "holds":[{"id":"018f3c1e-0000-7000-8000-000000000002","amount":"1.00 EUR","expiresAt":"2026-10-31T23:59:58.123456Z"},
                {"id":"018f3c1e-0000-7000-8000-000000000001","amount":"2.00 EUR"}],
                "transfers":[{"id":"018f3c1e-0000-7000-8000-000000000001","toAccountId":"bob","amount":"3.00 EUR",
                "conversion":{"amount":"100.00 EUR","rate":"1.1684","rateDate":"2026-10-30","source":"ECB"}}],
                "pending":[{"id":"018f3c1e-0000-7000-8000-000000000001","type":"withdrawal","amount":"4.00 EUR",
                "effectiveAt":"2026-10-31T23:59:58.123456Z"}]}
                """),
            ["user-registered.v1"] = (
                new UserRegistered("u-1", new(null, new("Zoë Ångström 大"))),
                """{"userId":"u-1","personal":{"keyId":null,"value":{"name":"Zoë Ångström 大"}}}"""),
            ["user-renamed.v1"] = (new UserRenamed(new("key-1", new(""))), """{"personal":{"keyId":"key-1","value":{"name":""}}}"""),
            ["user-removed.v1"] = (new UserRemoved(), "{}"),
            ["projection-event-skipped.v1"] = (
                new ProjectionEventSkipped("accounts", "account-alice", 7, new(null, new("Written by a trial version"))),
                """
                {"projection":"accounts","eventStream":"account-alice","eventRevision":7,
                "personal":{"keyId":null,"value":{"reason":"Written by a trial version"}}}
                """),
            ["matcher-advanced.v1"] = (
                new MatcherAdvanced(Transaction, "2026-11"), """{"transactionId":"018f3c1e-0000-7000-8000-000000000001","rule":"2026-11"}"""),
            ["ledger-created.v1"] = (new LedgerCreated(Ledger), """{"ledgerId":"3b241101-e2bb-4255-8caf-4136c566a962"}"""),
        });
}
