using System.Data.Common;

namespace Ledger.Projections.Audit;

/// <summary>Compares the tables that hold many rows of a stream.</summary>
internal sealed class ManyRowsComparison(DbConnection connection, ExpectedHistory history, Cutoffs cutoffs, FindingList findings)
{
    private static readonly RowKinds Transactions = new(
        "Transaction", FindingKinds.TransactionRowDiffers, FindingKinds.TransactionRowMissing, FindingKinds.TransactionRowUnexpected);

    private static readonly RowKinds Holds = new(
        "Hold", FindingKinds.HoldRowDiffers, FindingKinds.HoldRowMissing, FindingKinds.HoldRowUnexpected);

    private static readonly RowKinds Transfers = new(
        "Transfer", FindingKinds.TransferRowDiffers, FindingKinds.TransferRowMissing, FindingKinds.TransferRowUnexpected);

    private static readonly RowKinds Ids = new(
        "Transaction", FindingKinds.TransactionIdRowDiffers, FindingKinds.TransactionIdRowMissing, FindingKinds.TransactionIdRowUnexpected);

    private static readonly RowKinds Closings = new(
        "Closing", FindingKinds.ClosingRowDiffers, FindingKinds.ClosingRowMissing, FindingKinds.ClosingRowUnexpected);

    private static readonly RowKinds Matches = new("Match", FindingKinds.MatchRowDiffers, FindingKinds.MatchRowMissing, FindingKinds.MatchRowUnexpected);

    private static readonly RowKinds MatchMembers = new(
        "The place in a match of transaction", FindingKinds.MatchRowDiffers, FindingKinds.MatchRowMissing, FindingKinds.MatchRowUnexpected);

    private static readonly RowKinds MatchSteps = new(
        "A step of match", FindingKinds.MatchRowDiffers, FindingKinds.MatchRowMissing, FindingKinds.MatchRowUnexpected);

    private static readonly RowKinds Search = new(
        "The search row of event", FindingKinds.SearchRowDiffers, FindingKinds.SearchRowMissing, FindingKinds.SearchRowUnexpected);

    /// <param name="stream">Whose rows.</param>
    /// <param name="last">Rows of later revisions are explained by a tail that is missing.</param>
    public async Task RunAsync(StreamAudit stream, long? last, CancellationToken cancellationToken)
    {
        var name = stream.Stream.Value;
        if (stream.Account is { Id: var id })
        {
            await CompareAccountAsync(stream, id, last, cancellationToken);
            await CompareIndexesAsync(stream, id, last, cancellationToken);
            await CompareMatchesAsync(stream, id, last, cancellationToken);
        }

        if (cutoffs.Ids is not null)
        {
            var merge = new RowMerge(connection, AuditedTable.TransactionIds, "stream", "transaction_id", isOfOwner: true, "first_revision", Ids);
            await merge.RunAsync(name, name, history.IdsAsync(stream.Stream, cancellationToken), last, findings, cancellationToken);
        }
    }

    private async Task CompareAccountAsync(StreamAudit stream, string id, long? last, CancellationToken cancellationToken)
    {
        var (name, before, slots) = (stream.Stream.Value, findings.Count, new SlotSums());
        if (cutoffs.Transactions is not null)
        {
            var merge = new RowMerge(connection, AuditedTable.Transactions, "account_id", "id", isOfOwner: false, "revision", Transactions);
            await merge.RunAsync(name, id, slots.Watch(history.TransactionsAsync(stream.Stream, cancellationToken)), last, findings, cancellationToken);
        }

        // Where a transaction differs, so do its day and its quarter of an hour, and that is said already.
        if (cutoffs.Transactions is not null && last is null && findings.Count == before)
        {
            await new DayNetComparison(connection, history.Events, cutoffs.Transactions, findings).RunAsync(stream.Stream, id, cancellationToken);
            await new SlotComparison(connection, findings).RunAsync(name, id, slots, slot: null, cancellationToken);
        }

        if (cutoffs.Accounts is not null)
        {
            var merge = new RowMerge(connection, AuditedTable.Holds, "account_id", "id", isOfOwner: false, "revision", Holds);
            await merge.RunAsync(name, id, history.HoldsAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
        }

        if (cutoffs.Transfers is not null)
        {
            var merge = new RowMerge(connection, AuditedTable.Transfers, "from_account_id", "id", isOfOwner: false, "revision", Transfers);
            await merge.RunAsync(name, id, history.Transfers.SentAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
            await new CreditComparison(connection, findings).RunAsync(
                name, id, history.Transfers.CreditsAsync(stream.Stream, cancellationToken), last, cancellationToken);
        }
    }

    private async Task CompareMatchesAsync(StreamAudit stream, string id, long? last, CancellationToken cancellationToken)
    {
        if (cutoffs.Matches is null)
        {
            return;
        }

        var name = stream.Stream.Value;
        await new RowMerge(connection, AuditedTable.Matches, "account_id", "id", isOfOwner: false, "revision", Matches)
            .RunAsync(name, id, history.Matches.MatchesAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
        await new RowMerge(connection, AuditedTable.MatchMembers, "account_id", "transaction_id", isOfOwner: true, "revision", MatchMembers)
            .RunAsync(name, id, history.Matches.MembersAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
        await new RowMerge(connection, AuditedTable.MatchSteps, "account_id", "match_id", isOfOwner: true, "revision", MatchSteps)
            .RunAsync(name, id, history.Matches.StepsAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
    }

    private async Task CompareIndexesAsync(StreamAudit stream, string id, long? last, CancellationToken cancellationToken)
    {
        var name = stream.Stream.Value;
        if (cutoffs.Closings is not null)
        {
            var merge = new RowMerge(connection, AuditedTable.Closings, "account_id", "revision", isOfOwner: true, "revision", Closings);
            await merge.RunAsync(name, id, history.ClosingsAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
        }

        if (cutoffs.Search is not null)
        {
            var merge = new RowMerge(connection, AuditedTable.Search, "account_id", "revision", isOfOwner: true, "revision", Search);
            await merge.RunAsync(name, id, history.SearchAsync(stream.Stream, id, cancellationToken), last, findings, cancellationToken);
        }
    }
}
