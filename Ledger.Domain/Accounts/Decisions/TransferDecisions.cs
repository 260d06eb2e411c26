using Ledger.Domain.Kernel;
using static Ledger.Domain.Accounts.Answers;

namespace Ledger.Domain.Accounts;

/// <summary>The steps of a transfer, each at the account that it concerns.</summary>
internal static class TransferDecisions
{
    public static Decision<AccountEvent> Send(SendTransfer c, OpenedAccount account) =>
        c.Against is { } target ? Reject(target)
            : AgainstMoving(c.Amount, account, isDebit: true, c.Unconvertible) is null && AgainstOpening(account) is { } full ? Reject(full)
            : Debit(
                c.Amount,
                account,
                () => new TransferSent(
                    c.TransactionId, c.ToAccountId, c.Amount, account.Balance - c.Amount, c.EffectiveAt, Plain(c.Details), c.ReversalOf, c.ReversalAtTarget)
                {
                    Conversion = c.Conversion,
                },
                () => new TransferDeclined(
                    c.TransactionId, c.ToAccountId, c.Amount, account.Balance, account.Available, c.EffectiveAt, Plain(c.Details), c.ReversalOf)
                {
                    Conversion = c.Conversion,
                },
                c.Unconvertible);

    public static Decision<AccountEvent> Receive(ReceiveTransfer c, OpenedAccount account) =>
        AgainstCredit(c.Amount, account) is { } against
            ? Accept(new TransferRefused(
                c.TransactionId, c.TransferId, c.FromAccountId, c.Amount, account.Balance, DeclineReasons.Of(against), c.EffectiveAt, Plain(c.Details), c.ReversalOf)
            {
                Conversion = c.Conversion,
            })
            : Accept(new TransferReceived(
                c.TransactionId, c.TransferId, c.FromAccountId, c.Amount, account.Balance + c.Amount, c.EffectiveAt, Plain(c.Details), c.ReversalOf)
            {
                Conversion = c.Conversion,
            });

    public static Decision<AccountEvent> Settle(SettleTransfer c, OpenedAccount account) =>
        Find(account, c.TransferId) is null ? Accept() : Accept(new TransferSettled(c.TransferId, c.CreditTransactionId));

    /// <summary>A credit that no standing and no limit stands against: the money was the account's own, and it cannot close meanwhile.</summary>
    public static Decision<AccountEvent> Return(ReturnTransfer c, OpenedAccount account) =>
        Find(account, c.TransferId) is { } transfer
            ? Accept(new TransferReturned(
                c.TransactionId,
                c.TransferId,
                transfer.ToAccountId,
                transfer.Amount,
                account.Balance + transfer.Amount,
                c.Reason,
                null,
                Plain(new TransactionDetails()),
                transfer.ReversalOf)
            {
                Conversion = transfer.Conversion,
            })
            : Accept();

    private static TransferInFlight? Find(OpenedAccount account, Guid id) => account.Transfers.Find(transfer => transfer.Id == id);
}
