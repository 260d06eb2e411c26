using System.Text;

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
    private readonly KeptText _id = new();
    private readonly KeptText _type = new();
    private readonly KeptText _code = new();
    private int _column;
    private bool _isMarked;
    private bool _isReversed;
    private long? _amount;

    public void Add(long? number)
    {
        var column = _column++;
        if (column >= Marks)
        {
            Mark(column, number);
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
            Mark(column, text);
            return;
        }

        KeptAt(column)?.Keep(text);
        if (column == Status)
        {
            _isReversed = text == "reversed";
            text = _isReversed ? "posted" : text;
        }

        hash.Add(text);
    }

    public void Add(Guid? id)
    {
        if (_column >= Marks || id is not { } value)
        {
            Add(id?.ToString("D"));
            return;
        }

        KeptAt(_column++)?.Keep(value);
        hash.Add(id);
    }

    public void Add(ReadOnlySpan<char> text) => Add(text.ToString());

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        var column = _column++;
        if (column >= Marks)
        {
            Mark(column, Encoding.UTF8.GetString(text));
            return;
        }

        KeptAt(column)?.Keep(text);
        _isReversed |= column == Status && text.SequenceEqual("reversed"u8);
        hash.AddUtf8(column == Status && _isReversed ? "posted"u8 : text);
    }

    public void AddForeign(string value)
    {
        _column++;
        hash.AddForeign(value);
    }

    /// <summary>What the row that was added comes to, and an empty row for the next.</summary>
    public RowSum Finish()
    {
        var sum = default(RowSum).Add(hash.Finish());
        if (_isReversed || _marks[0] is not null)
        {
            sum = sum.Add(Reversal());
        }

        if (HasConversion())
        {
            sum = sum.Add(Conversion());
        }

        Forget();
        return sum;
    }

    /// <summary>The mark that a reversal puts on the transaction that it takes back.</summary>
    public RowSum MarkOf(ReversalFact reversal)
    {
        _id.Keep(reversal.Of);
        _type.Keep(reversal.Side);
        _code.Keep(reversal.Amount.Currency.Code);
        (_isReversed, _amount) = (true, reversal.Amount.MinorUnits);
        Mark(Marks, $"{reversal.By:D}");
        var sum = default(RowSum).Add(Reversal());
        Forget();
        return sum;
    }

    /// <summary>The mark of a conversion that came later.</summary>
    public RowSum MarkOf(Domain.Accounts.TransactionConverted e)
    {
        _id.Keep(e.OfTransaction);
        _column = Marks + 1;
        ExpectedRows.Conversion(this, e.Conversion);
        var sum = default(RowSum).Add(Conversion());
        Forget();
        return sum;
    }

    /// <summary>What a transaction was, as far as it matters to what takes it back.</summary>
    public static string? SideOf(string? type) => type switch
    {
        "capture" => "withdrawal",
        "reversal-out" => "transfer-out",
        _ => type,
    };

    private KeptText? KeptAt(int column) => column == Id ? _id : column == Type ? _type : column == Code ? _code : null;

    private void Mark(int column, object? value)
    {
        _marks[column - Marks] = value;
        _isMarked |= value is not null;
    }

    private void Forget()
    {
        (_column, _isReversed, _amount) = (0, false, null);
        _id.Forget();
        _type.Forget();
        _code.Forget();
        if (_isMarked)
        {
            Array.Clear(_marks);
            _isMarked = false;
        }
    }

    private bool HasConversion() => _isMarked && _marks.AsSpan(1).ContainsAnyExcept((object?)null);

    private UInt128 Reversal()
    {
        hash.Add(ReversalTag);
        _id.AddTo(hash);
        hash.Add($"{_marks[0]}");
        hash.Add(_isReversed ? 1 : 0);
        _code.AddTo(hash);
        hash.Add(_amount);
        hash.Add(SideOf(_type.IsNothing ? null : Encoding.UTF8.GetString(_type.Utf8)));
        return hash.Finish();
    }

    private UInt128 Conversion()
    {
        hash.Add(ConversionTag);
        _id.AddTo(hash);
        foreach (var mark in _marks.AsSpan(1))
        {
            if (mark is long number)
            {
                hash.Add(number);
            }
            else
            {
                hash.Add(mark as string);
            }
        }

        return hash.Finish();
    }
}
