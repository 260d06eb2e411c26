using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.Projections.Accounts;
using Ledger.Projections.ReadModels;

namespace Ledger.Api.Accounts;

/// <summary>What <c>POST /v1/accounts</c> takes.</summary>
/// <param name="Id">Made by the service where it is not given.</param>
/// <param name="Currency">ISO 4217, in capitals.</param>
/// <param name="OverdraftLimit">How far below zero the balance may go; zero where it is not given.</param>
internal sealed record OpenAccountRequest(
    string? Id = null, string? Currency = null, string? OwnerId = null, Http.Reading.AmountText? OverdraftLimit = null);

internal sealed record AccountAnswer(
    string Id,
    string? OwnerId,
    string Currency,
    string Status,
    string Balance,
    string Held,
    string Available,
    string OverdraftLimit,
    long Revision,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastActivityAt)
{
    public static AccountAnswer Of(AccountRow row)
    {
        var currency = Domain.Kernel.Currency.Parse(row.Currency);
        string Amount(long minorUnits) => MoneyText.Amount(new(minorUnits, currency));
        return new(
            row.Id,
            row.OwnerId,
            row.Currency,
            row.Status,
            Amount(row.Balance),
            Amount(row.Held),
            Amount(row.Balance - row.Held + row.OverdraftLimit),
            Amount(row.OverdraftLimit),
            row.Revision,
            Microseconds.ToTime(row.OpenedAt),
            Microseconds.ToTime(row.LastActivityAt));
    }

    /// <summary>An account as its history leaves it.</summary>
    public static AccountAnswer Of(OpenedAccount account, long revision, DateTimeOffset openedAt, DateTimeOffset lastActivityAt, DateTimeOffset now)
    {
        var held = account.HeldAt(now);
        return new(
            account.AccountId,
            account.OwnerId,
            account.Currency.Code,
            StatusWords.Of(account.Standing),
            MoneyText.Amount(account.Balance),
            MoneyText.Amount(held),
            MoneyText.Amount(account.Balance - held + account.OverdraftLimit),
            MoneyText.Amount(account.OverdraftLimit),
            revision,
            openedAt,
            lastActivityAt);
    }

    /// <summary>An account as its opening leaves it.</summary>
    public static AccountAnswer Of(Fact<AccountEvent> fact)
    {
        var opened = (AccountOpened)fact.Event;
        var zero = MoneyText.Amount(Money.Zero(opened.Currency));
        var limit = MoneyText.Amount(opened.OverdraftLimit);
        var at = fact.Metadata.RecordedAt;
        return new(opened.AccountId, opened.OwnerId, opened.Currency.Code, "open", zero, zero, limit, limit, fact.Revision, at, at);
    }
}

/// <param name="At">When the balance came to be: the time of the revision, or the time that was asked for.</param>
/// <param name="Chain">The chain value of the revision, which binds the balance to its whole history.</param>
internal sealed record BalanceAnswer(
    string AccountId, string Currency, string Balance, string Held, string Available, long Revision, DateTimeOffset At, string Chain)
{
    /// <summary>A balance by effective date, from the history up to the row's revision.</summary>
    /// <param name="balance">In minor units.</param>
    public static BalanceAnswer Effective(AccountRow row, long balance, DateTimeOffset at) => Of(row with { Balance = balance }) with { At = at };

    public static BalanceAnswer Of(AccountRow row)
    {
        var currency = Domain.Kernel.Currency.Parse(row.Currency);
        return new(
            row.Id,
            row.Currency,
            MoneyText.Amount(new(row.Balance, currency)),
            MoneyText.Amount(new(row.Held, currency)),
            MoneyText.Amount(new(row.Balance - row.Held + row.OverdraftLimit, currency)),
            row.Revision,
            Microseconds.ToTime(row.LastActivityAt),
            row.Chain);
    }
}
