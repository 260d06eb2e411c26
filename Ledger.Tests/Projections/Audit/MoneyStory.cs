using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Tests.Mailboxes;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Everything that can happen to money, through the mailboxes as the service does it; some of it is left under way at the end.</summary>
internal sealed class MoneyStory(AuditLab lab)
{
    private static readonly TransactionDetails Said = new("rent of May", "ref-7", """{"n":1}""");
    private static readonly Conversion Rate = new(new(130, Ledger.Domain.Kernel.Currency.Parse("USD")), "0.77", new(2026, 3, 1), "ECB");

    private string _name = string.Empty;

    /// <summary>Between two accounts of the same currency, with money for all of it; a third is opened and closed meanwhile.</summary>
    public async Task TellAsync(string a, string b, string third)
    {
        _name = third;
        await StandAsync(a);
        await HoldAsync(a);
        await ReverseAsync(a);
        await SubmitAsync(a);
        await TransferAsync(a, b, third);
        await MatchAsync(a, b);

        await DoAsync(a, id => new PlaceHold(id, Cents(5), lab.Clock.Now.AddDays(1), Said));
        await SendAsync(a, b, 3);
        await ReceiveAsync(await SendAsync(a, b, 4), a, b, 4);
        await DoAsync(b, id => new SubmitTransaction(id, SubmittedType.Withdrawal, Cents(2), lab.Clock.Now.AddHours(-1), Said, Rate));
    }

    /// <summary>A deposit, and what takes it back.</summary>
    public async Task ReverseOneAsync(string account) =>
        await TakeBackAsync(account, await DoAsync(account, id => new DepositFunds(id, Cents(12), null, Said)), isDebit: true, 12);

    private static Ledger.Domain.Kernel.Money Cents(long cents) => new(cents, AccountLab.Euro);

    private async Task StandAsync(string a)
    {
        var late = await DoAsync(a, id => new DepositFunds(id, Cents(1_000), null, Said));
        await DoAsync(a, id => new DepositFunds(id, Cents(100), null, Said, Rate));
        await DoAsync(a, _ => new ConvertTransaction(late, Rate with { Rate = "0.78" }), ofTransaction: false, claim: ClaimOf(a, "conversion", late));
        await DoAsync(a, id => new WithdrawFunds(id, Cents(100_000), null, Said));
        await DoAsync(a, _ => new FreezeAccount(new("asked")), ofTransaction: false);
        await DoAsync(a, id => new SubmitTransaction(id, SubmittedType.Withdrawal, Cents(1), null, Said));
        await DoAsync(a, _ => new UnfreezeAccount(new("settled")), ofTransaction: false);
    }

    private async Task HoldAsync(string a)
    {
        var taken = await DoAsync(a, id => new PlaceHold(id, Cents(20), null, Said));
        var released = await DoAsync(a, id => new PlaceHold(id, Cents(30), lab.Clock.Now.AddDays(2), Said));
        await DoAsync(a, id => new PlaceHold(id, Cents(40), lab.Clock.Now.AddSeconds(3), Said));
        await DoAsync(a, id => new PlaceHold(id, Cents(100_000), null, Said));
        var captured = await DoAsync(a, id => new CaptureHold(id, taken, Cents(15), Rate), $"capture-{_name}");
        await DoAsync(a, _ => new ReleaseHold(released), ofTransaction: false);
        lab.Clock.Now = lab.Clock.Now.AddSeconds(10);
        await DoAsync(a, _ => Prompt.Instance, ofTransaction: false);
        await TakeBackAsync(a, captured, isDebit: false, 15);
    }

    private async Task ReverseAsync(string a)
    {
        await TakeBackAsync(a, await DoAsync(a, id => new WithdrawFunds(id, Cents(11), null, Said)), isDebit: false, 11, $"reversal-{_name}");
        await TakeBackAsync(a, await DoAsync(a, id => new DepositFunds(id, Cents(12), null, Said)), isDebit: true, 12);
        var large = await DoAsync(a, id => new DepositFunds(id, Cents(500_000), null, Said));
        await DoAsync(a, id => new WithdrawFunds(id, Cents(499_000), null, Said));
        await TakeBackAsync(a, large, isDebit: true, 500_000);
    }

    private async Task SubmitAsync(string a)
    {
        var deposit = await DoAsync(a, id => new SubmitTransaction(id, SubmittedType.Deposit, Cents(21), null, Said, Rate));
        await DoAsync(a, id => new SubmitTransaction(id, SubmittedType.Withdrawal, Cents(200_000), null, Said), $"submitted-{_name}");
        await DoAsync(a, id => new SubmitTransaction(id, SubmittedType.Withdrawal, Cents(9), lab.Clock.Now.AddDays(-2), Said));
        await TakeBackAsync(a, deposit, isDebit: true, 21);
    }

    private async Task TransferAsync(string a, string b, string third)
    {
        await lab.OpenAsync(third, AccountLab.Euro);
        var (sent, credit) = await CompleteAsync(a, b, 50);
        await CompleteAsync(b, a, 50, reversalOf: credit, reversalAtTarget: sent);
        await SendAsync(a, b, 900_000);
        var (_, toBack) = await CompleteAsync(a, third, 7);
        var (there, here) = await CompleteAsync(third, a, 7);
        await DoAsync(third, _ => new CloseAccount(new("done")), ofTransaction: false);
        await RefusedAsync(a, third, 6);
        // A reversal that comes back: what it was to take back stands again, and the next try claims the one before.
        var first = await RefusedAsync(a, third, 7, reversalOf: here, reversalAtTarget: there);
        var second = await RefusedAsync(a, third, 7, reversalOf: here, reversalAtTarget: there, claimed: first);
        await SendAsync(a, third, 7, here, there, claimed: second);
        toBack.Should().NotBe(here);
    }

    private async Task MatchAsync(string a, string b)
    {
        var (to, from) = (await DoAsync(a, id => new DepositFunds(id, Cents(31), null, Said)), await DoAsync(a, id => new DepositFunds(id, Cents(32), null, Said)));
        var (user, none) = (new MatchTarget("u1", OpenItems<MatchedTransaction>.None), new MatchGrounds("manual", null, null, new(null, new())));
        var grounds = new MatchGrounds("names", "3", "0.9731", new(null, new("""[{"nameWord":"emma"}]""")));
        await DoAsync(a, _ => new ProposeMatch(Guid.CreateVersion7(lab.Clock.Now), from, user, grounds), ofTransaction: false, claim: ClaimOf(a, "match-proposal", from));
        var accepted = Guid.CreateVersion7(lab.Clock.Now);
        await DoAsync(a, _ => new ProposeMatch(accepted, to, user, grounds), ofTransaction: false, claim: ClaimOf(a, "match-proposal", to));
        await DoAsync(a, _ => new MatchTransaction(accepted, to, user, grounds, Accepts: true), ofTransaction: false, claim: ClaimOf(a, "match-user", to));
        var undone = Guid.CreateVersion7(lab.Clock.Now);
        await DoAsync(a, _ => new MatchTransaction(undone, from, user, none), ofTransaction: false, claim: ClaimOf(a, "match-user", from));
        await DoAsync(a, _ => new UnmatchTransaction(undone, from, "mistaken"), ofTransaction: false, claim: ClaimOf(a, "match-undone", undone));
        var others = OpenItems.Of([new MatchedTransaction(b, Guid.NewGuid()), new MatchedTransaction(a, Guid.NewGuid())]);
        var group = Guid.CreateVersion7(lab.Clock.Now);
        await DoAsync(
            a, _ => new MatchTransaction(group, to, new(null, others, "1.5%"), none), ofTransaction: false, claim: ClaimOf(a, "match-transactions", to));
    }

    private async Task<(Guid Sent, Guid Credit)> CompleteAsync(string from, string to, long cents, Guid? reversalOf = null, Guid? reversalAtTarget = null)
    {
        var sent = await SendAsync(from, to, cents, reversalOf, reversalAtTarget);
        var credit = await ReceiveAsync(sent, from, to, cents, reversalAtTarget);
        await DoAsync(from, _ => new SettleTransfer(sent, credit), ofTransaction: false);
        return (sent, credit);
    }

    private async Task<Guid> RefusedAsync(
        string from, string to, long cents, Guid? reversalOf = null, Guid? reversalAtTarget = null, Guid? claimed = null)
    {
        var sent = await SendAsync(from, to, cents, reversalOf, reversalAtTarget, claimed);
        await ReceiveAsync(sent, from, to, cents, reversalAtTarget);
        var id = TransactionKeys.StepOf(StreamOf(from), "return", sent);
        await lab.ExecuteAsync(from, new(new ReturnTransfer(id, sent, "account-closed"), "request", "ledger", id, "return") { IsStep = true });
        return sent;
    }

    private Task<Guid> SendAsync(
        string from, string to, long cents, Guid? reversalOf = null, Guid? reversalAtTarget = null, Guid? claimed = null) => DoAsync(
        from,
        id => new SendTransfer(id, to, Cents(cents), null, Said, Rate, reversalOf, reversalAtTarget),
        claim: (claimed ?? reversalOf) is { } of ? TransactionKeys.ClaimOf(StreamOf(from), "reversal", of) : null);

    private async Task<Guid> ReceiveAsync(Guid sent, string from, string to, long cents, Guid? reversalAtTarget = null)
    {
        var id = TransactionKeys.StepOf(StreamOf(to), "credit", sent);
        var receive = new ReceiveTransfer(id, sent, from, Cents(cents), null, Said, Rate, reversalAtTarget);
        await lab.ExecuteAsync(to, new(receive, "request", "ledger", id, "credit") { IsStep = true });
        return id;
    }

    private Task<Guid> TakeBackAsync(string account, Guid of, bool isDebit, long cents, string? key = null) => DoAsync(
        account,
        id => new ReverseTransaction(id, of, isDebit, Cents(cents), new("mistake")),
        key,
        claim: TransactionKeys.ClaimOf(StreamOf(account), "reversal", of));

    private async Task<Guid> DoAsync(
        string account, Func<Guid, AccountCommand> command, string? key = null, bool ofTransaction = true, Guid? claim = null)
    {
        lab.Clock.Now = lab.Clock.Now.AddMilliseconds(1);
        var id = key is null ? Guid.CreateVersion7(lab.Clock.Now) : TransactionKeys.TransactionIdOf(StreamOf(account), key);
        await lab.ExecuteAsync(account, new(
            command(id), "request", "tester", ofTransaction ? id : null, key is null ? null : TransactionKeys.HashOf(key, "c"), claim));
        return id;
    }

    private static Guid ClaimOf(string account, string what, Guid of) => TransactionKeys.ClaimOf(StreamOf(account), what, of);

    private static StreamName StreamOf(string account) => new(Account.StreamOf(account));
}
