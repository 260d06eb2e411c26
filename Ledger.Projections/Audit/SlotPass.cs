using System.Text;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>
/// Reckons from the rows of <c>transactions</c> what the figures that are kept of them must be, account by account and in the order of
/// time, so that no more than a quarter of an hour of one account is held at a time. That these rows are right is proved from the events.
/// </summary>
internal sealed class SlotPass(StreamRowsIndex rows, RowHash hash)
{
    public const string Select =
        "SELECT account_id, effective_at, type, status, currency, amount, conversion_currency, conversion_amount, transfer_id FROM transactions ORDER BY account_id, effective_at";

    private readonly SlotSums _slots = new();
    private readonly TotalSums _totals = new();
    private readonly List<(byte[] Utf8, string Text)> _words = [];
    private readonly KeptText _kept = new();
    private string _account = string.Empty;
    private long _slot;

    public TotalSums Totals => _totals;

    public void Take(IRowCursor row)
    {
        if (row.KindOf(0) != ValueKind.Text || row.KindOf(1) != ValueKind.Number || row.KindOf(5) != ValueKind.Number
            || WordOf(row, 2) is not { } type || WordOf(row, 3) is not { } status || WordOf(row, 4) is not { } currency)
        {
            // It is no row of a transaction, and said to be none where rows are compared.
            return;
        }

        var (at, amount) = (row.GetNumber(1), row.GetNumber(5));
        if (SlotSums.SlotOf(at) != _slot || !row.GetUtf8(0).SequenceEqual(_kept.Utf8))
        {
            End();
            _slot = SlotSums.SlotOf(at);
            _kept.Keep(row.GetUtf8(0));
            _account = Encoding.UTF8.GetString(row.GetUtf8(0));
        }

        _slots.Take(type, status, at, currency, amount, WordOf(row, 6), row.KindOf(7) == ValueKind.Number ? row.GetNumber(7) : 0);
        _totals.Take(type, status, currency, amount, isTransfer: row.KindOf(8) != ValueKind.Nothing);
    }

    /// <summary>No row follows in the quarter.</summary>
    public void End()
    {
        if (_slots.IsEmpty)
        {
            return;
        }

        var streamRows = rows.OfAccount(_account);
        _slots.WriteTo(hash, _account, () => streamRows.SlotsDue = streamRows.SlotsDue.Add(hash.Finish()));
    }

    /// <summary>One of few texts, without a new one for each row.</summary>
    private string? WordOf(IRowCursor row, int column)
    {
        if (row.KindOf(column) != ValueKind.Text)
        {
            return null;
        }

        var utf8 = row.GetUtf8(column);
        foreach (var (known, word) in _words)
        {
            if (utf8.SequenceEqual(known))
            {
                return word;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        if (_words.Count < 256)
        {
            _words.Add((utf8.ToArray(), text));
        }

        return text;
    }
}
