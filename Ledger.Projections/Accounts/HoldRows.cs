using Ledger.Domain.Accounts;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Accounts;

/// <summary>What a batch does to the rows of <c>holds</c>.</summary>
internal sealed class HoldRows
{
    private readonly RowPatches _rows = new("holds", "id");

    public void Add(AccountEvent happened, string accountId, long revision, long recordedAt)
    {
        switch (happened)
        {
            case HoldPlaced e:
                _rows.Of(e.HoldId.ToString(), isNew: true)
                    .Text("account_id", accountId)
                    .Text("status", HoldWords.Open)
                    .Text("currency", e.Amount.Currency.Code)
                    .Number("amount", e.Amount.MinorUnits)
                    .Number("expires_at", e.ExpiresAt is { } at ? Microseconds.Of(at) : null)
                    .Number("captured_amount", null)
                    .Text("transaction_id", null)
                    .Text("description", e.Personal.Value.Description)
                    .Number("placed_at", recordedAt)
                    .Number("revision", revision);
                break;
            case HoldCaptured e:
                _rows.Of(e.HoldId.ToString())
                    .Text("status", HoldWords.Captured)
                    .Number("captured_amount", e.Amount.MinorUnits)
                    .Text("transaction_id", e.TransactionId.ToString());
                break;
            case HoldReleased e:
                _rows.Of(e.HoldId.ToString()).Text("status", HoldWords.Released);
                break;
            case HoldExpired e:
                _rows.Of(e.HoldId.ToString()).Text("status", HoldWords.Expired);
                break;
        }
    }

    public void WriteTo(IReadModelTransaction transaction) => _rows.WriteTo(transaction);
}
