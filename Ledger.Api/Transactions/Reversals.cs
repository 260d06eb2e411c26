using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Problems;
using Ledger.Api.Transfers;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Transactions;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Transactions;

/// <summary>Takes transactions back. What is taken back is read from the history, never from a read model.</summary>
internal sealed class Reversals(IEventStore store, EventSerializer serializer, AccountOrders orders, TransferCoordinator transfers, TransferQueries transferQueries)
{
    /// <summary>What a transaction that is taken back is claimed for.</summary>
    internal const string Claim = "reversal";

    public async Task<CommandAnswer> ReverseAsync(TransactionRow row, string reason, string? key, long? ifRevision, Caller caller)
    {
        if (row.Status is TransactionWords.Pending or TransactionWords.Declined || await FindAsync(row) is not { } original || !IsReversible(original))
        {
            return CommandAnswer.Of(Problem.Invalid("id", $"names a {row.Type} that is {row.Status}: only a posted deposit, withdrawal, transfer or capture can be reversed"));
        }

        return original switch
        {
            TransferSent sent => await ReverseTransferAsync(sent, row.Id, reason, key, ifRevision, caller),
            TransferReceived received => await ReverseTransferAsync(
                (TransferSent?)await FindAsync(received.FromAccountId, received.TransferId) ?? throw new StoreCorruptException($"Transfer {received.TransferId} has no debit."),
                row.Id, reason, key, ifRevision, caller),
            _ => await ReverseAsync(original, row.AccountId, reason, key, ifRevision, caller),
        };
    }

    private static bool IsReversible(TransactionEvent original) => original is FundsDeposited or FundsWithdrawn or HoldCaptured
        or TransferSent { ReversalOf: null } or TransferReceived { ReversalOf: null };

    private async Task<CommandAnswer> ReverseAsync(TransactionEvent original, string accountId, string reason, string? key, long? ifRevision, Caller caller)
    {
        var stream = AccountOrders.StreamOf(accountId);
        var id = key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(stream, key);
        var command = new ReverseTransaction(
            id, original.TransactionId, original is FundsDeposited, original.Amount, new(reason), original.Conversion);
        return TransactionPosting.AnswerOf(accountId, await orders.ExecuteAsync(accountId, new(
            command,
            caller.CorrelationId,
            caller.Actor,
            id,
            HashOf(key, original.TransactionId, reason),
            TransactionKeys.ClaimOf(stream, Claim, original.TransactionId),
            ifRevision)));
    }

    /// <summary>A transfer the other way: the account that was credited is debited first.</summary>
    private async Task<CommandAnswer> ReverseTransferAsync(TransferSent sent, string askedId, string reason, string? key, long? ifRevision, Caller caller)
    {
        var row = await transferQueries.FindAsync(sent.TransactionId, CancellationToken.None);
        if (row is not { Status: TransferWords.Completed, CreditTransactionId: { } creditId })
        {
            return CommandAnswer.Of(Problem.Invalid("id", "names a transfer that is not completed: only a completed one can be reversed"));
        }

        var (from, to, credit) = (sent.ToAccountId, row.FromAccountId, Guid.Parse(creditId));
        var stream = AccountOrders.StreamOf(from);
        var transfer = new TransferOrder(from, to, sent.Amount, null, new(reason), sent.Conversion)
        {
            Id = key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(stream, key),
            CommandHash = HashOf(key, sent.TransactionId, reason),
            ReversalOf = credit,
            ReversalAtTarget = sent.TransactionId,
            IfRevision = ifRevision,
        };
        return await transfers.ReverseAsync(transfer, caller, answersTarget: askedId == sent.TransactionId.ToString());
    }

    private static string? HashOf(string? key, Guid original, string reason) =>
        key is null ? null : TransactionKeys.HashOf(key, "POST /v1/transactions/{id}/reversal", original.ToString(), reason);

    private async Task<TransactionEvent?> FindAsync(TransactionRow row)
    {
        await foreach (var recorded in store.ReadStreamAsync(AccountOrders.StreamOf(row.AccountId), ReadDirection.Forwards, row.Revision, 1, CancellationToken.None))
        {
            return serializer.Deserialize(recorded) is TransactionEvent e && e.TransactionId.ToString() == row.Id ? e : null;
        }

        return null;
    }

    private async Task<TransactionEvent?> FindAsync(string accountId, Guid transferId)
    {
        var row = await transferQueries.FindAsync(transferId, CancellationToken.None);
        if (row is null)
        {
            return null;
        }

        await foreach (var recorded in store.ReadStreamAsync(AccountOrders.StreamOf(accountId), ReadDirection.Forwards, row.Revision, 1, CancellationToken.None))
        {
            return serializer.Deserialize(recorded) as TransferSent;
        }

        return null;
    }
}
