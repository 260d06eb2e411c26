using CsvHelper;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Serialization;

namespace Ledger.Api.Accounts;

/// <summary>The lines of a statement for spreadsheets.</summary>
internal static class StatementCsv
{
    public const string MediaType = "text/csv";

    public static async Task WriteAsync(Statement statement, HttpResponse response, CancellationToken cancellationToken)
    {
        var currency = Currency.Parse(statement.Account.Currency);
        response.ContentType = $"{MediaType}; charset=utf-8";
        await using var csv = CsvWriter.Create(response.Body, new CsvWriterOptions(), leaveOpen: true);
        await csv.WriteRecordAsync(["transactionId", "type", "description", "reference", "at", "amount", "balance"], cancellationToken);
        var balance = statement.Head.Opening;
        await foreach (var line in statement.Lines.WithCancellation(cancellationToken))
        {
            balance += line.Amount;
            var answer = StatementLineAnswer.Of(line, balance, currency);
            await csv.WriteRecordAsync(
                [
                    answer.TransactionId.ToString(), answer.Type, Harmless(answer.Description), Harmless(answer.Reference), Instant.Format(answer.At),
                    answer.Amount, answer.Balance,
                ],
                cancellationToken);
        }
    }

    /// <summary>What people wrote never becomes a formula in a spreadsheet.</summary>
    private static string Harmless(string? text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text ?? string.Empty;
}
