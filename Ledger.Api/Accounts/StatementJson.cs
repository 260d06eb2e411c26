using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Domain.Kernel;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Accounts;

/// <summary>Writes a statement line by line, however long it is.</summary>
internal static class StatementJson
{
    private const int FlushAt = 64 * 1024;

    public static async Task WriteAsync(Statement statement, HttpResponse response, CancellationToken cancellationToken)
    {
        var currency = Currency.Parse(statement.Account.Currency);
        var head = statement.Head;
        response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(response.BodyWriter, new() { Encoder = Text.Encoder });
        writer.WriteStartObject();
        writer.WriteString("accountId"u8, statement.Account.Id);
        writer.WriteString("currency"u8, currency.Code);
        Write(writer, "from", statement.From);
        Write(writer, "to", statement.To);
        writer.WriteString("basis"u8, statement.Basis == StatementBasis.Effective ? "effective" : "recorded");
        writer.WriteString("opening"u8, Amount(head.Opening, currency));
        writer.WriteString("closing"u8, Amount(head.Opening + head.TotalIn - head.TotalOut, currency));
        writer.WriteString("totalIn"u8, Amount(head.TotalIn, currency));
        writer.WriteString("totalOut"u8, Amount(head.TotalOut, currency));
        writer.WriteStartArray("lines"u8);
        var balance = head.Opening;
        await foreach (var line in statement.Lines)
        {
            balance += line.Amount;
            JsonSerializer.Serialize(writer, StatementLineAnswer.Of(line, balance, currency), Text.Answers);
            if (writer.BytesPending + writer.BytesCommitted > FlushAt && writer.BytesPending > FlushAt / 2)
            {
                await writer.FlushAsync(cancellationToken);
                await response.BodyWriter.FlushAsync(cancellationToken);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    private static string Amount(Int128 minorUnits, Currency currency) => MoneyText.Amount(minorUnits, currency);

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, time, Text.Answers);
    }
}
