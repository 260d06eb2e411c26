using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Projections.ReadModels;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>Rows as PostgreSQL sends them: each column is of one type.</summary>
internal sealed class PostgresRowCursor : IRowCursor
{
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _reader;
    private readonly Type[] _types;
    private byte[] _text = new byte[1024];

    private PostgresRowCursor(NpgsqlCommand command, NpgsqlDataReader reader)
    {
        (_command, _reader) = (command, reader);
        _types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Questions of the ledger's own, without values.")]
    public static async Task<PostgresRowCursor> OpenAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        try
        {
            return new(command, await command.ExecuteReaderAsync(cancellationToken));
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => new(_reader.ReadAsync(cancellationToken));

    public ValueKind KindOf(int column) => _reader.IsDBNull(column) ? ValueKind.Nothing
        : _types[column] == typeof(long) || _types[column] == typeof(int) ? ValueKind.Number
        : _types[column] == typeof(string) ? ValueKind.Text
        : ValueKind.Foreign;

    public long GetNumber(int column) => _reader.GetInt64(column);

    public ReadOnlySpan<byte> GetUtf8(int column)
    {
        var text = _reader.GetString(column);
        if (_text.Length < Encoding.UTF8.GetMaxByteCount(text.Length))
        {
            _text = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        }

        return _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text));
    }

    public string GetForeign(int column) => $"{_types[column].Name} {_reader.GetValue(column)}";

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _command.DisposeAsync();
    }
}
