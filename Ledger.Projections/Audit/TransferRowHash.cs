using System.Text;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>
/// Hashes a row of <c>transfers</c> in two parts: what the source says of it, and, apart from that, what the target says, which is in
/// another stream. Each part is added to the sum of the stream that it comes from.
/// </summary>
internal sealed class TransferRowHash(RowHash hash) : IRowSink
{
    private const long CreditTag = 3;

    private static readonly int Id = AuditedTable.Transfers.IndexOf("id");
    private static readonly int From = AuditedTable.Transfers.IndexOf("from_account_id");
    private static readonly int To = AuditedTable.Transfers.IndexOf("to_account_id");
    private static readonly int Status = AuditedTable.Transfers.IndexOf("status");
    private static readonly int Code = AuditedTable.Transfers.IndexOf("currency");
    private static readonly int Amount = AuditedTable.Transfers.IndexOf("amount");
    private static readonly int Credit = AuditedTable.Transfers.IndexOf("credit_transaction_id");

    private readonly string?[] _texts = new string?[AuditedTable.Transfers.Columns.Count];
    private int _column;
    private long? _amount;

    public void Add(long? number)
    {
        _amount = _column == Amount ? number : _amount;
        if (_column == Credit)
        {
            _texts[_column++] = $"{number}";
            return;
        }

        _column++;
        hash.Add(number);
    }

    public void Add(string? text)
    {
        var column = _column++;
        _texts[column] = text;
        if (column != Credit)
        {
            hash.Add(column == Status && text == "completed" ? "pending" : text);
        }
    }

    public void Add(Guid? id) => Add(id?.ToString("D"));

    public void Add(ReadOnlySpan<char> text) => Add(text.ToString());

    public void AddUtf8(ReadOnlySpan<byte> text) => Add(Encoding.UTF8.GetString(text));

    public void AddForeign(string value)
    {
        // Where it stands for the credit, it is a text that the other side does not have.
        _texts[_column++] = value;
        hash.AddForeign(value);
    }

    /// <summary>What the row that was added comes to, and an empty row for the next.</summary>
    /// <returns>The part of the source, and that of the target, where the target has said something.</returns>
    public (RowSum Source, RowSum? Target) Finish()
    {
        var source = default(RowSum).Add(hash.Finish());
        var isCompleted = _texts[Status] == "completed";
        RowSum? target = isCompleted || _texts[Credit] is not null
            ? CreditOf(_texts[Id], _texts[From], _texts[To], _texts[Code], _amount, _texts[Credit], isCompleted)
            : null;
        Array.Clear(_texts);
        (_column, _amount) = (0, null);
        return (source, target);
    }

    /// <summary>The part of a target that has received the money.</summary>
    public RowSum PartOf(TransferReceived e, string accountId) => CreditOf(
        $"{e.TransferId:D}", e.FromAccountId, accountId, e.Amount.Currency.Code, e.Amount.MinorUnits, $"{e.TransactionId:D}", isCompleted: true);

    private RowSum CreditOf(string? id, string? from, string? to, string? code, long? amount, string? credit, bool isCompleted)
    {
        hash.Add(CreditTag);
        hash.Add(id);
        hash.Add(from);
        hash.Add(to);
        hash.Add(code);
        hash.Add(amount);
        hash.Add(credit);
        hash.Add(isCompleted ? 1 : 0);
        return default(RowSum).Add(hash.Finish());
    }
}
