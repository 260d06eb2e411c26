using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Support;

/// <summary>The samples of what moves money and what stands around it; see <see cref="EventSamples"/>.</summary>
internal static class MoneySamples
{
    private static readonly DateTimeOffset Effective = new(2026, 10, 31, 23, 59, 58, 123, 456, TimeSpan.Zero);
    public static readonly Guid Other = new("018f3c1e-0000-7000-8000-000000000002");
    public static readonly Conversion InEuros = new(Amount("100.00"), "1.1684", new DateOnly(2026, 10, 30), "ECB");
    private static readonly Personal<TransactionDetails> Said = new(null, new("Rent"));
    private static readonly Personal<ReasonGiven> Because = new(null, new("Court order"));

    public static Dictionary<string, (object Event, string Json)> All { get; } = new Dictionary<string, (object, string)>(StringComparer.Ordinal)
    {
        ["account-frozen.v1"] = (new AccountFrozen(Because), """{"personal":{"keyId":null,"value":{"reason":"Court order"}}}"""),
        ["account-unfrozen.v1"] = (new AccountUnfrozen(Because), """{"personal":{"keyId":null,"value":{"reason":"Court order"}}}"""),
        ["account-closed.v1"] = (new AccountClosed(Because), """{"personal":{"keyId":null,"value":{"reason":"Court order"}}}"""),
        ["transaction-submitted.v1"] = (
            new TransactionSubmitted(Transaction, SubmittedType.Deposit, Amount("116.84 USD"), Amount("0.00 USD"), Effective, Said) { Conversion = InEuros },
            """
            {"transactionId":"T","type":"deposit","amount":"116.84 USD","balance":"0.00 USD","effectiveAt":"2026-10-31T23:59:58.123456Z",
            SAID,"conversion":{"amount":"100.00 EUR","rate":"1.1684","rateDate":"2026-10-30","source":"ECB"}}
            """),
        ["submission-declined.v1"] = (
            new SubmissionDeclined(Transaction, SubmittedType.Withdrawal, Amount("2.00"), Amount("1.00"), Amount("1.00"), "account-frozen", null, Said),
            """
            {"transactionId":"T","type":"withdrawal","amount":"2.00 EUR","balance":"1.00 EUR","available":"1.00 EUR","reason":"account-frozen",SAID}
            """),
        ["reversal-credited.v1"] = (
            new ReversalCredited(Transaction, Other, Amount("2.00"), Amount("3.00"), null, Said),
            """{"transactionId":"T","reversalOf":"O","amount":"2.00 EUR","balanceAfter":"3.00 EUR",SAID}"""),
        ["reversal-debited.v1"] = (
            new ReversalDebited(Transaction, Other, Amount("2.00"), Amount("3.00"), null, Said),
            """{"transactionId":"T","reversalOf":"O","amount":"2.00 EUR","balanceAfter":"3.00 EUR",SAID}"""),
        ["reversal-declined.v1"] = (
            new ReversalDeclined(Transaction, Other, Amount("2.00"), Amount("1.00"), Amount("1.50"), null, Said),
            """{"transactionId":"T","reversalOf":"O","amount":"2.00 EUR","balance":"1.00 EUR","available":"1.50 EUR",SAID}"""),
        ["transaction-converted.v1"] = (
            new TransactionConverted(Transaction, InEuros),
            """{"ofTransaction":"T","conversion":{"amount":"100.00 EUR","rate":"1.1684","rateDate":"2026-10-30","source":"ECB"}}"""),
        ["transaction-match-proposed.v1"] = (
            new MatchProposed(Other, Transaction, new("emma", OpenItems<MatchedTransaction>.None), new("names", "3", "0.9731", new(null, new("[]")))),
            """
            {"matchId":"O","ofTransaction":"T","target":{"userId":"emma","others":[]},"grounds":{"method":"names","rule":"3","score":"0.9731","evidence":{"keyId":null,"value":{"words":"[]"}}}}
            """),
        ["transaction-matched.v1"] = (
            new TransactionMatched(Other, Transaction, new(null, OpenItems.Of([new MatchedTransaction("bob", Other)]), "1.5%"), new("manual", null, null, new(null, new()))),
            """
            {"matchId":"O","ofTransaction":"T","target":{"others":[{"accountId":"bob","transactionId":"O"}],"tolerance":"1.5%"},"grounds":{"method":"manual","evidence":{"keyId":null,"value":{}}}}
            """),
        ["transaction-unmatched.v1"] = (
            new TransactionUnmatched(Other, Transaction, new(null, new("mistaken"))),
            """{"matchId":"O","ofTransaction":"T","personal":{"keyId":null,"value":{"reason":"mistaken"}}}"""),
        ["hold-placed.v1"] = (
            new HoldPlaced(Transaction, Amount("2.00"), Amount("5.00"), Effective, Said),
            """{"holdId":"T","amount":"2.00 EUR","heldAfter":"5.00 EUR","expiresAt":"2026-10-31T23:59:58.123456Z",SAID}"""),
        ["hold-declined.v1"] = (
            new HoldDeclined(Transaction, Amount("2.00"), Amount("1.00"), Amount("0.50"), Said),
            """{"holdId":"T","amount":"2.00 EUR","balance":"1.00 EUR","available":"0.50 EUR",SAID}"""),
        ["hold-captured.v1"] = (
            new HoldCaptured(Transaction, Other, Amount("2.00"), Amount("8.00"), Amount("0.00"), null, Said),
            """{"transactionId":"T","holdId":"O","amount":"2.00 EUR","balanceAfter":"8.00 EUR","heldAfter":"0.00 EUR",SAID}"""),
        ["hold-released.v1"] = (new HoldReleased(Other, Amount("1.00")), """{"holdId":"O","heldAfter":"1.00 EUR"}"""),
        ["hold-expired.v1"] = (new HoldExpired(Other, Amount("1.00")), """{"holdId":"O","heldAfter":"1.00 EUR"}"""),
        ["transfer-sent.v1"] = (
            new TransferSent(Transaction, "bob", Amount("2.00"), Amount("3.00"), null, Said, Other, Transaction),
            """{"transactionId":"T","toAccountId":"bob","amount":"2.00 EUR","balanceAfter":"3.00 EUR",SAID,"reversalOf":"O","reversalAtTarget":"T"}"""),
        ["transfer-declined.v1"] = (
            new TransferDeclined(Transaction, "bob", Amount("2.00"), Amount("1.00"), Amount("1.50"), null, Said),
            """{"transactionId":"T","toAccountId":"bob","amount":"2.00 EUR","balance":"1.00 EUR","available":"1.50 EUR",SAID}"""),
        ["transfer-received.v1"] = (
            new TransferReceived(Transaction, Other, "alice", Amount("2.00"), Amount("3.00"), null, Said),
            """{"transactionId":"T","transferId":"O","fromAccountId":"alice","amount":"2.00 EUR","balanceAfter":"3.00 EUR",SAID}"""),
        ["transfer-refused.v1"] = (
            new TransferRefused(Transaction, Other, "alice", Amount("2.00"), Amount("3.00"), "account-closed", null, Said),
            """{"transactionId":"T","transferId":"O","fromAccountId":"alice","amount":"2.00 EUR","balance":"3.00 EUR","reason":"account-closed",SAID}"""),
        ["transfer-settled.v1"] = (new TransferSettled(Transaction, Other), """{"transferId":"T","creditTransactionId":"O"}"""),
        ["transfer-returned.v1"] = (
            new TransferReturned(Transaction, Other, "bob", Amount("2.00"), Amount("3.00"), "account-closed", null, Said),
            """
            {"transactionId":"T","transferId":"O","toAccountId":"bob","amount":"2.00 EUR","balanceAfter":"3.00 EUR","reason":"account-closed",SAID}
            """),
    }
    .ToDictionary(
        entry => entry.Key,
        entry => (entry.Value.Item1, entry.Value.Item2
            .Replace("SAID", "\"personal\":{\"keyId\":null,\"value\":{\"description\":\"Rent\"}}", StringComparison.Ordinal)
            .Replace("\"T\"", $"\"{Transaction}\"", StringComparison.Ordinal)
            .Replace("\"O\"", $"\"{Other}\"", StringComparison.Ordinal)),
        StringComparer.Ordinal);
}
