using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Model;

/// <summary>An order as a client means it.</summary>
/// <param name="Account">The account that it is sent to.</param>
internal sealed record Act(Ask Ask, string Account, string Currency, long Amount, Guid Id)
{
    /// <summary>The hold, or the transaction that is reversed.</summary>
    public Guid? Of { get; init; }

    /// <summary>Likewise, at the target of a transfer.</summary>
    public Guid? OfAtTarget { get; init; }

    /// <summary>What a reversal claims: what it takes back, or the try before it that came back.</summary>
    public Guid? Claims { get; init; }

    public bool IsDebit { get; init; }

    public string? To { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public long? IfRevision { get; init; }

    /// <summary>Whether the account stands at another revision than the one that it is for.</summary>
    public bool Misses { get; init; }

    /// <summary>Whether it has a key of its own; the others do no more the second time.</summary>
    public bool IsKeyed => Ask is not (Ask.Freeze or Ask.Unfreeze or Ask.Close);

    public bool IsReversal => Ask is Ask.Reverse or Ask.ReverseTransfer;

    /// <summary>What tells it from another order with the same key.</summary>
    public string Body => $"{Ask} {Amount} {Currency} {Of} {To}";

    public static StreamName StreamOf(string account) => new(Ledger.Domain.Accounts.Account.StreamOf(account));

    public Order<AccountCommand> ToOrder() => new(
        Command(), "request", "tester", IsKeyed ? Id : null, IsKeyed ? TransactionKeys.HashOf("key", Body) : null,
        IsReversal ? TransactionKeys.ClaimOf(StreamOf(Account), "reversal", Claims ?? Of!.Value) : null, IfRevision);

    private AccountCommand Command()
    {
        var amount = Money(Amount);
        var details = new TransactionDetails(Body);
        return Ask switch
        {
            Ask.Deposit => new DepositFunds(Id, amount, null, details),
            Ask.Withdraw => new WithdrawFunds(Id, amount, null, details),
            Ask.SubmitDeposit => new SubmitTransaction(Id, SubmittedType.Deposit, amount, null, details),
            Ask.SubmitWithdrawal => new SubmitTransaction(Id, SubmittedType.Withdrawal, amount, null, details),
            Ask.Hold => new PlaceHold(Id, amount, ExpiresAt, details),
            Ask.Capture => new CaptureHold(Id, Of!.Value, amount),
            Ask.Release => new ReleaseHold(Of!.Value),
            Ask.Reverse => new ReverseTransaction(Id, Of!.Value, IsDebit, amount, details),
            Ask.Transfer => new SendTransfer(Id, To!, amount, null, details),
            Ask.ReverseTransfer => new SendTransfer(Id, To!, amount, null, details, null, Of, OfAtTarget),
            Ask.Freeze => new FreezeAccount(new("r")),
            Ask.Unfreeze => new UnfreezeAccount(new("r")),
            Ask.Close => new CloseAccount(new("r")),
            _ => throw new InvalidOperationException($"{Ask} is no order."),
        };
    }

    private Money Money(long amount) => new(amount, Ledger.Domain.Kernel.Currency.Parse(Currency));
}
