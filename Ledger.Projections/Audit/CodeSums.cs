using System.Runtime.InteropServices;
using System.Text;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>Amounts of rows, in minor units, added up by what their column of the currency says.</summary>
internal sealed class CodeSums
{
    private readonly Dictionary<string, Int128> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Int128>.AlternateLookup<ReadOnlySpan<char>> _byCode;
    private char[] _code = new char[16];

    public CodeSums() => _byCode = _sums.GetAlternateLookup<ReadOnlySpan<char>>();

    public Dictionary<string, Int128> Sums => _sums;

    public void Add(IRowCursor row, int currency, int amount, bool isCredit = true)
    {
        if (row.KindOf(currency) != ValueKind.Text || row.KindOf(amount) != ValueKind.Number)
        {
            return;
        }

        var code = row.GetUtf8(currency);
        if (_code.Length < code.Length)
        {
            _code = new char[code.Length];
        }

        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_byCode, _code.AsSpan(0, Encoding.UTF8.GetChars(code, _code)), out _);
        Int128 units = row.GetNumber(amount);
        sum += isCredit ? units : -units;
    }
}
