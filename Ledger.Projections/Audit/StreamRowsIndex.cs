using System.Runtime.InteropServices;
using System.Text;
using Ledger.Domain.Accounts;
using Ledger.Domain.Users;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>The rows of streams, found by what a column says, without a text made for each row.</summary>
internal sealed class StreamRowsIndex
{
    private readonly Dictionary<string, StreamRows> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreamRows>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private char[] _name = new char[512];

    public StreamRowsIndex() => _byName = _streams.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyDictionary<string, StreamRows> Streams => _streams;

    /// <summary>Of the stream that a column names.</summary>
    public StreamRows Of(IRowCursor row, int column) => Of(string.Empty, row, column);

    /// <summary>Of the account that a column names.</summary>
    public StreamRows OfAccount(IRowCursor row, int column) => Of(Account.StreamPrefix, row, column);

    public StreamRows OfAccount(string id) => Of($"{Account.StreamPrefix}{id}");

    /// <summary>Of the user that a column names.</summary>
    public StreamRows OfUser(IRowCursor row, int column) => Of(User.StreamPrefix, row, column);

    private StreamRows Of(string prefix, IRowCursor row, int column)
    {
        if (row.KindOf(column) != ValueKind.Text)
        {
            // It is of no stream, and found all the same.
            var value = new RowValues();
            AuditedTable.Read(row, column, value);
            return Of($"{prefix}{value.Values[0]}");
        }

        var id = row.GetUtf8(column);
        if (_name.Length < prefix.Length + id.Length)
        {
            _name = new char[prefix.Length + id.Length];
        }

        prefix.CopyTo(_name);
        var length = prefix.Length + Encoding.UTF8.GetChars(id, _name.AsSpan(prefix.Length));
        return Of(_name.AsSpan(0, length));
    }

    private StreamRows Of(ReadOnlySpan<char> name) => CollectionsMarshal.GetValueRefOrAddDefault(_byName, name, out _) ??= new();
}
