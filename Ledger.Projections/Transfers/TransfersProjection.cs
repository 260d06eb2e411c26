using Ledger.Domain.Accounts;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transfers;

/// <summary>One row a transfer, from what its two accounts say.</summary>
public sealed class TransfersProjection : IProjection
{
    public const string Name = "transfers";

    public ProjectionSchema Schema { get; } = new(Name, 1,
    [
        new TableSchema("transfers", $"'{Account.StreamPrefix}' || from_account_id")
            .WithKey("id")
            .WithText("from_account_id")
            .WithText("to_account_id")
            .WithText("status")
            .WithText("currency")
            .WithNumber("amount")
            .WithText("credit_transaction_id", nullable: true)
            .WithText("reason", nullable: true)
            .WithNumber("is_settled")
            .WithNumber("started_at")
            .WithNumber("revision")
            .WithIndex("transfers_by_settled", "is_settled", "started_at"),
    ]);

    public IFold Begin() => new TransfersFold();
}

internal sealed class TransfersFold : IFold
{
    private readonly RowPatches _rows = new("transfers", "id");

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(Account.StreamPrefix, StringComparison.Ordinal))
        {
            return;
        }

        switch (e.Happened)
        {
            case TransferSent sent:
                Begin(sent, sent.ToAccountId, e).Text("status", TransferWords.Pending).Text("reason", null).Number("is_settled", 0);
                break;
            case TransferDeclined declined:
                Begin(declined, declined.ToAccountId, e)
                    .Text("status", TransferWords.Declined).Text("reason", DeclineReasons.InsufficientFunds).Number("is_settled", 1);
                break;
            case TransferReceived received:
                _rows.Of(received.TransferId.ToString())
                    .Text("status", TransferWords.Completed).Text("credit_transaction_id", received.TransactionId.ToString());
                break;
            case TransferSettled settled:
                _rows.Of(settled.TransferId.ToString()).Number("is_settled", 1);
                break;
            case TransferReturned returned:
                _rows.Of(returned.TransferId.ToString())
                    .Text("status", TransferWords.Returned).Text("reason", returned.Reason).Number("is_settled", 1);
                break;
        }
    }

    public void WriteTo(IReadModelTransaction transaction) => _rows.WriteTo(transaction);

    private RowPatch Begin(TransactionEvent happened, string to, StoredEvent e)
    {
        var recordedAt = Microseconds.Of(e.Metadata.RecordedAt);
        return _rows.Of(happened.TransactionId.ToString(), isNew: true)
            .Text("from_account_id", e.Recorded.Stream.Value[Account.StreamPrefix.Length..])
            .Text("to_account_id", to)
            .Text("currency", happened.Amount.Currency.Code)
            .Number("amount", happened.Amount.MinorUnits)
            .Text("credit_transaction_id", null)
            .Number("started_at", recordedAt)
            .Number("revision", e.Recorded.Revision);
    }
}

/// <summary>How a transfer stands, in the words of the API.</summary>
public static class TransferWords
{
    public const string Pending = "pending";
    public const string Completed = "completed";
    public const string Returned = "returned";
    public const string Declined = "declined";
}
