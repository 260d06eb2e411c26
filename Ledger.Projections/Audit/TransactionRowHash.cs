namespace Ledger.Projections.Audit;

/// <summary>
/// Hashes a row of <c>transactions</c> in parts: what its own events say of it, and apart from that the marks that later events put on
/// it. So a sum can be made in the order of the log, whatever is marked when, and without a memory of what might be marked. A mark
/// holds what it says of the row: that a reversal is of the amount and the direction of what it takes back shows here, too.
/// </summary>
internal sealed class TransactionRowHash(RowHash hash) : IRowSink
{
    private const long ReversalTag = 1;
    private const long ConversionTag = 2;

    private static readonly int Id = AuditedTable.Transactions.IndexOf("id");
    private static readonly int Type = AuditedTable.Transactions.IndexOf("type");
    private static readonly int Status = AuditedTable.Transactions.IndexOf("status");
    private static readonly int Code = AuditedTable.Transactions.IndexOf("currency");
    private static readonly int Amount = AuditedTable.Transactions.IndexOf("amount");
    // From here on all columns are marks; a conversion begins behind the first.
    private static readonly int Marks = AuditedTable.Transactions.IndexOf("reversed_by");

    private readonly object?[] _marks = new object?[AuditedTable.Transactions.Columns.Count - Marks];
    private int _column;
    private bool _isReversed;
    private string? _id;
    private string? _type;
    private string? _code;
    private long? _amount;

    public void Add(long? number)
    {
        var column = _column++;
        if (column >= Marks)
        {
            _marks[column - Marks] = number;
            return;
        }

        _amount = column == Amount ? number : _amount;
        hash.Add(number);
    }

    public void Add(string? text)
    {
        var column = _column++;
        if (column >= Marks)
        {
            _marks[column - Marks] = text;
            return;
        }

        _id = column == Id ? text : _id;
        _type = column == Type ? text : _type;
        _code = column == Code ? text : _code;
        if (column == Status)
        {
            _isReversed = text == "reversed";
            text = _isReversed ? "posted" : text;
        }

        hash.Add(text);
    }

    /// <summary>What the row that was added comes to, and an empty row for the next.</summary>
    public RowSum Finish()
    {
        var sum = default(RowSum).Add(hash.Finish());
        if (_isReversed || _marks[0] is not null)
        {
            sum = sum.Add(Reversal(_id, $"{_marks[0]}", _isReversed, _code, _amount, SideOf(_type)));
        }

        if (HasConversion())
        {
            sum = sum.Add(Conversion(_id));
        }

        (_column, _isReversed, _id, _type, _code, _amount) = (0, false, null, null, null, null);
        Array.Clear(_marks);
        return sum;
    }

    /// <summary>The mark that a reversal puts on the transaction that it takes back.</summary>
    public RowSum MarkOf(ReversalFact reversal) => default(RowSum).Add(
        Reversal($"{reversal.Of:D}", $"{reversal.By:D}", isReversed: true, reversal.Amount.Currency.Code, reversal.Amount.MinorUnits, reversal.Side));

    /// <summary>The mark of a conversion that came later.</summary>
    public RowSum MarkOf(Domain.Accounts.TransactionConverted e)
    {
        var values = new RowValues();
        ExpectedRows.Conversion(values, e.Conversion);
        values.Values.CopyTo(_marks, 1);
        var sum = default(RowSum).Add(Conversion($"{e.OfTransaction:D}"));
        Array.Clear(_marks);
        return sum;
    }

    /// <summary>What a transaction was, as far as it matters to what takes it back.</summary>
    public static string? SideOf(string? type) => type switch
    {
        "capture" => "withdrawal",
        "reversal-out" => "transfer-out",
        _ => type,
    };

    private bool HasConversion()
    {
        foreach (var value in _marks.AsSpan(1))
        {
            if (value is not null)
            {
                return true;
            }
        }

        return false;
    }

    private UInt128 Reversal(string? id, string by, bool isReversed, string? code, long? amount, string? side)
    {
        hash.Add(ReversalTag);
        hash.Add(id);
        hash.Add(by);
        hash.Add(isReversed ? 1 : 0);
        hash.Add(code);
        hash.Add(amount);
        hash.Add(side);
        return hash.Finish();
    }

    private UInt128 Conversion(string? id)
    {
        hash.Add(ConversionTag);
        hash.Add(id);
        for (var i = 1; i < _marks.Length; i++)
        {
            if (_marks[i] is long number)
            {
                hash.Add(number);
            }
            else
            {
                hash.Add(_marks[i] as string);
            }
        }

        return hash.Finish();
    }
}
