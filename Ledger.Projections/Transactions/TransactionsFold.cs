using System.Globalization;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

internal sealed class TransactionChange(TransactionEvent happened, string accountId, long recordedAt, long revision, Position position)
{
    public TransactionEvent Happened { get; set; } = happened;

    /// <summary>Who said what about it: the event itself, or its submission.</summary>
    public TransactionEvent Said { get; } = happened;

    public string AccountId { get; } = accountId;

    public long RecordedAt { get; set; } = recordedAt;

    public long Revision { get; set; } = revision;

    /// <summary>Its place in lists, which is that of its first event.</summary>
    public Position Position { get; } = position;

    public Conversion? Conversion { get; set; } = happened.Conversion;
}

/// <summary>
/// Most transactions are one event and one row. What was submitted first is decided by a later one; a reversal marks the row of another.
/// </summary>
internal sealed class TransactionsFold : IFold
{
    private static readonly TableShape<TransactionChange> New = Decided(new TableShape<TransactionChange>("transactions"))
        .Text("account_id", change => change.AccountId)
        .Text("type", change => TransactionWords.TypeOf(change.Happened))
        .Text("currency", change => change.Happened.Amount.Currency.Code)
        .Number("amount", change => change.Happened.Amount.MinorUnits)
        .Text("description", change => change.Said.Personal.Value.Description)
        .Text("reference", change => change.Said.Personal.Value.Reference)
        .Text("metadata", change => change.Said.Personal.Value.Metadata)
        .Number("commit_position", change => (long)change.Position.Commit)
        .Number("prepare_position", change => (long)change.Position.Prepare)
        .Text("transfer_id", change => TransactionWords.TransferOf(change.Happened)?.ToString())
        .Text("hold_id", change => TransactionWords.HoldOf(change.Happened)?.ToString())
        .Text("reversal_of", change => TransactionWords.ReversalOf(change.Happened)?.ToString())
        .Text("conversion_currency", change => change.Conversion?.Amount.Currency.Code)
        .Number("conversion_amount", change => change.Conversion?.Amount.MinorUnits)
        .Text("conversion_rate", change => change.Conversion?.Rate)
        .Text("conversion_date", change => DateOf(change.Conversion))
        .Text("conversion_source", change => change.Conversion?.Source);

    private static readonly TableShape<TransactionChange> DecidedLater = Decided(new TableShape<TransactionChange>("transactions"));

    private readonly Dictionary<Guid, TransactionChange> _new = [];
    private readonly List<TransactionChange> _decided = [];
    private readonly RowPatches _marks = new("transactions", "id");
    private readonly DailyNets _nets = new();

    public void Add(StoredEvent e)
    {
        if (!e.Recorded.Stream.Value.StartsWith(Account.StreamPrefix, StringComparison.Ordinal))
        {
            return;
        }

        switch (e.Happened)
        {
            case TransactionEvent happened:
                Add(happened, e);
                break;
            case TransactionConverted converted:
                Convert(converted);
                break;
        }
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        var figures = new NewFigures();
        foreach (var (id, change) in _new)
        {
            figures.Add(change, StatusOf(id, change));
        }

        // Of rows that were there before, the figures go with what the row says before it is changed, and come with what it says then.
        var known = _marks.Ids.Where(id => !_new.ContainsKey(Guid.Parse(id)))
            .Concat(_decided.Select(change => change.Happened.TransactionId.ToString())).Distinct(StringComparer.Ordinal).ToList();
        Gather(transaction, known, isAdded: false);
        transaction.Upsert(New, [.. _new.Values]);
        transaction.Update(DecidedLater, _decided);
        _marks.WriteTo(transaction);
        _nets.WriteTo(transaction);
        figures.WriteTo(transaction);
        Gather(transaction, known, isAdded: true);
    }

    private static void Gather(IReadModelTransaction transaction, List<string> ids, bool isAdded)
    {
        foreach (var gathering in Figures.All)
        {
            transaction.Gather(gathering, ids, isAdded);
        }
    }

    private string StatusOf(Guid id, TransactionChange change) =>
        _marks.Find(id.ToString()) is { } mark && mark.Values.TryGetValue("status", out var marked) ? marked.Text! : TransactionWords.StatusOf(change.Happened);

    private void Add(TransactionEvent happened, StoredEvent e)
    {
        // Everything that can fail comes before the first change.
        var (recordedAt, id) = (Microseconds.Of(e.Metadata.RecordedAt), happened.TransactionId);
        var accountId = e.Recorded.Stream.Value[Account.StreamPrefix.Length..];
        _ = TransactionWords.TypeOf(happened);
        if (TransactionWords.WasSubmitted(happened))
        {
            if (_new.TryGetValue(id, out var submitted))
            {
                (submitted.Happened, submitted.RecordedAt, submitted.Revision) = (happened, recordedAt, e.Recorded.Revision);
            }
            else
            {
                _decided.Add(Change());
            }
        }
        else
        {
            _new[id] = Change();
            Mark(happened);
        }

        if (TransactionWords.SignOf(happened) is var sign and not 0)
        {
            _nets.Add(accountId, happened.EffectiveAt is { } at ? Microseconds.Of(at) : recordedAt, sign * happened.Amount.MinorUnits);
        }

        TransactionChange Change() => new(happened, accountId, recordedAt, e.Recorded.Revision, e.Recorded.Position);
    }

    /// <summary>A reversal that came about marks what it takes back; the return of a transfer that was one takes the mark off again.</summary>
    private void Mark(TransactionEvent happened)
    {
        if (Account.IsRefusal(happened) || TransactionWords.ReversalOf(happened) is not { } of)
        {
            return;
        }

        _marks.Of(of.ToString()).Text("status", TransactionWords.Reversed).Text("reversed_by", happened.TransactionId.ToString());
        if (happened is TransferReturned { ReversalOf: { } stands })
        {
            _marks.Of(stands.ToString()).Text("status", TransactionWords.Posted).Text("reversed_by", null);
        }
    }

    private void Convert(TransactionConverted converted)
    {
        var (id, conversion) = (converted.OfTransaction, converted.Conversion);
        if (_new.TryGetValue(id, out var change))
        {
            change.Conversion = conversion;
            return;
        }

        _marks.Of(id.ToString())
            .Text("conversion_currency", conversion.Amount.Currency.Code)
            .Number("conversion_amount", conversion.Amount.MinorUnits)
            .Text("conversion_rate", conversion.Rate)
            .Text("conversion_date", DateOf(conversion))
            .Text("conversion_source", conversion.Source);
    }

    private static string? DateOf(Conversion? conversion) => conversion?.RateDate.ToString("O", CultureInfo.InvariantCulture);

    private static TableShape<TransactionChange> Decided(TableShape<TransactionChange> shape) => shape
        .Key("id", change => change.Happened.TransactionId.ToString())
        .Text("status", change => TransactionWords.StatusOf(change.Happened))
        .Number("balance_after", change => TransactionWords.BalanceAfter(change.Happened).MinorUnits)
        .Text("decline_reason", change => DeclineReasons.RecordedIn(change.Happened))
        .Number("effective_at", change => change.Happened.EffectiveAt is { } at ? Microseconds.Of(at) : change.RecordedAt)
        .Number("recorded_at", change => change.RecordedAt)
        .Number("revision", change => change.Revision);
}
