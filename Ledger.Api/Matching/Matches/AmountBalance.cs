using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Kernel;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching.Matches;

/// <summary>By how much amounts that belong together may differ: an amount, or a percentage of the larger side. Reckoned exactly.</summary>
internal sealed record Tolerance(string Text, long MinorUnits, decimal Percent)
{
    public static Tolerance None { get; } = new("0", 0, 0);

    /// <summary>Reads what a client wrote.</summary>
    /// <param name="error">What is wrong with it, to be put behind the field's name.</param>
    public static bool TryRead(AmountText text, Currency currency, out Tolerance tolerance, out string error)
    {
        tolerance = None;
        if (!text.IsNumber && text.Digits.EndsWith('%'))
        {
            if (!decimal.TryParse(text.Digits.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                || percent > 100 || text.Digits.Length > 10)
            {
                error = "must be a plain decimal such as \"0.05\", or a percentage from 0 to 100 such as \"1.5%\"";
                return false;
            }

            (tolerance, error) = (new(text.Digits, 0, percent), string.Empty);
            return true;
        }

        if (!text.TryRead(currency, zeroAllowed: true, out var amount, out error))
        {
            return false;
        }

        tolerance = new(MoneyText.Amount(amount), amount.MinorUnits, 0);
        return true;
    }

    public bool Permits(Int128 one, Int128 other)
    {
        var (difference, larger) = (Int128.Abs(one - other), Int128.Max(one, other));
        // Four decimals and the hundredth, so that no digit of the percentage is lost.
        var scale = (BigInteger)1_000_000_000;
        return difference <= MinorUnits || (BigInteger)difference * 100 * scale <= (BigInteger)larger * new BigInteger(Percent * 1_000_000_000);
    }
}

/// <summary>The two sides of transactions that are said to belong together.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AmountBalance(Int128 One, Int128 Other, string OneName, string OtherName)
{
    /// <summary>Credits against debits; where all go one way, the first against the others.</summary>
    public static AmountBalance Of(TransactionRow first, IReadOnlyCollection<TransactionRow> others)
    {
        var all = others.Append(first).ToList();
        var (credits, debits) = (Sum(all.Where(row => TransactionWords.IsCredit(row.Type))), Sum(all.Where(row => !TransactionWords.IsCredit(row.Type))));
        return credits > 0 && debits > 0 ? new(credits, debits, "credits", "debits") : new(first.Amount, Sum(others), "the transaction", "the others");
    }

    private static Int128 Sum(IEnumerable<TransactionRow> rows) => rows.Aggregate(Int128.Zero, (sum, row) => sum + row.Amount);
}
