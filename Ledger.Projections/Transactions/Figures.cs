using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>
/// What is kept of transactions beside their rows, so that no question adds up all of them: figures by account and quarter of an hour
/// of effective time (<c>transaction_slots</c>), and of the whole ledger by kind (<c>transaction_totals</c>).
/// </summary>
/// <remarks>
/// Sums are in two columns, billions of minor units and the rest, so that no number of the largest amounts leaves 64 bits. What was
/// reversed is out of count and sums and stays in <c>largest</c>, with <c>reversed</c> to say so: the row alone cannot know the next
/// largest, and whoever asks finds it among the transactions of the quarter.
/// </remarks>
internal static class Figures
{
    public const long Billion = 1_000_000_000;

    /// <summary>What moved money and is not itself the taking back of something, whether or not it was taken back later.</summary>
    public const string Counted = $"{Moved} AND {NoReversal}";

    /// <summary>It is not itself the taking back of something. The condition begins with the column.</summary>
    public const string NoReversal = $"type NOT IN ('{TransactionWords.ReversalIn}', '{TransactionWords.ReversalOut}')";

    /// <summary>Of what is <see cref="Counted"/>: money came in.</summary>
    public const string IsIn = $"type IN ('{TransactionWords.Deposit}', '{TransactionWords.TransferIn}')";

    private const string Moved = $"status IN ('{TransactionWords.Posted}', '{TransactionWords.Reversed}')";

    /// <summary>In the account's own currency, and in what it was converted to.</summary>
    public static IReadOnlyList<Gathering> All { get; } =
    [
        Slots("currency", "amount", "0", Counted),
        Slots("conversion_currency", "conversion_amount", "1", $"conversion_currency IS NOT NULL AND {Counted}"),
        new Gathering("transaction_totals", "transactions", "id", "1 = 1")
            .Key("currency", "currency")
            .Key("type", "type")
            .Key("status", "status")
            .Key("is_transfer", "CASE WHEN transfer_id IS NULL THEN 0 ELSE 1 END")
            .Sum("count", "1")
            .Sum("billions", $"amount / {Billion}")
            .Sum("rest", $"amount % {Billion}"),
    ];

    public static TableSchema SlotTable(string stream) => new TableSchema("transaction_slots", stream)
        .WithKey("account_id")
        .WithNumberKey("slot")
        .WithKey("currency")
        .WithNumberKey("is_converted")
        .WithNumber("count")
        .WithNumber("in_billions")
        .WithNumber("in_rest")
        .WithNumber("out_billions")
        .WithNumber("out_rest")
        .WithNumber("largest")
        .WithNumber("reversed");

    public static TableSchema TotalTable(string stream) => new TableSchema("transaction_totals", stream)
        .WithKey("currency")
        .WithKey("type")
        .WithKey("status")
        .WithNumberKey("is_transfer")
        .WithNumber("count")
        .WithNumber("billions")
        .WithNumber("rest");

    private static Gathering Slots(string currency, string amount, string isConverted, string counted) =>
        new Gathering("transaction_slots", "transactions", "id", counted)
            .Key("account_id", "account_id")
            .Key("slot", QuarterHours.SqlOf("effective_at"))
            .Key("currency", currency)
            .Key("is_converted", isConverted)
            .Sum("count", Posted("1"))
            .Sum("in_billions", Posted($"{amount} / {Billion}", IsIn))
            .Sum("in_rest", Posted($"{amount} % {Billion}", IsIn))
            .Sum("out_billions", Posted($"{amount} / {Billion}", $"NOT {IsIn}"))
            .Sum("out_rest", Posted($"{amount} % {Billion}", $"NOT {IsIn}"))
            .Maximum("largest", amount)
            .Sum("reversed", $"CASE WHEN status = '{TransactionWords.Reversed}' THEN 1 ELSE 0 END");

    private static string Posted(string sql, string? side = null) =>
        $"CASE WHEN status = '{TransactionWords.Posted}'{(side is null ? string.Empty : $" AND {side}")} THEN {sql} ELSE 0 END";
}
