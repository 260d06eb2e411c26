using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

/// <summary>Where what cannot be converted is refused: what the account itself has against it is said first.</summary>
public sealed class UnconvertibleTests
{
    private static readonly RateUnavailable NoRate = new(Amount("4.00"), Currency.Parse("USD"), new(2026, 4, 20));

    private static Spec<AccountCommand, AccountState, AccountEvent> AnAccount => Spec.For(Ledger.Domain.Accounts.Account.Decider);

    public static TheoryData<string> Commands => ["deposit", "withdrawal", "submission", "transfer", "capture"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_is_refused_and_nothing_is_recorded(string command) => AnAccount.GivenState(AnyAccount).When(Of(command)).ThenRejected(NoRate);

    [Theory]
    [InlineData("withdrawal")]
    [InlineData("transfer")]
    public void Lack_of_funds_is_not_recorded_either(string command) => AnAccount.GivenState(Account(399)).When(Of(command)).ThenRejected(NoRate);

    [Theory]
    [MemberData(nameof(Commands))]
    public void That_there_is_no_such_account_comes_first(string command) => AnAccount.Given().When(Of(command)).ThenRejected(new AccountNotFound());

    [Theory]
    [MemberData(nameof(Commands))]
    public void That_it_is_closed_comes_first(string command) =>
        AnAccount.GivenState(AnyAccount with { Standing = Standing.Closed }).When(Of(command)).ThenRejected(new AccountIsClosed());

    [Theory]
    [InlineData("withdrawal")]
    [InlineData("transfer")]
    [InlineData("capture")]
    public void That_it_is_frozen_comes_first(string command) =>
        AnAccount.GivenState(AnyAccount with { Standing = Standing.Frozen }).When(Of(command)).ThenRejected(new AccountIsFrozen());

    [Fact]
    public void That_the_account_is_kept_in_another_currency_comes_first() => AnAccount.Given(Opened("JPY"))
        .When(Of("deposit")).ThenRejected(new CurrencyMismatch(Currency.Parse("JPY"), Euro));

    [Fact]
    public void That_the_target_of_a_transfer_does_not_exist_comes_first() => AnAccount.GivenState(AnyAccount)
        .When((SendTransfer)Of("transfer") with { Against = new TargetRefuses("bob", new AccountNotFound()) })
        .ThenRejected(new TargetRefuses("bob", new AccountNotFound()));

    private static OpenedAccount AnyAccount => Account(1000) with
    {
        Held = Amount("4.00"),
        Holds = OpenItems<OpenHold>.None.Add(new(Transaction, Amount("4.00"), null)),
    };

    private static AccountCommand Of(string command) => command switch
    {
        "deposit" => Deposit("4.00") with { Unconvertible = NoRate },
        "withdrawal" => Withdraw("4.00") with { Unconvertible = NoRate },
        "submission" => new SubmitTransaction(Transaction, SubmittedType.Withdrawal, Amount("4.00"), null, new(), null, NoRate),
        "transfer" => new SendTransfer(Transaction, "bob", Amount("4.00"), null, new(), Unconvertible: NoRate),
        _ => new CaptureHold(Transaction, Transaction, Amount("4.00"), null, NoRate),
    };
}
