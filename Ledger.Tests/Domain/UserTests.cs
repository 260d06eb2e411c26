using Ledger.Domain.Kernel;
using Ledger.Domain.Users;
using Ledger.Tests.Support;

namespace Ledger.Tests.Domain;

public sealed class UserTests
{
    private static readonly UserRegistered Emma = new("u-1", Named("Emma Brown"));

    [Fact]
    public void A_user_is_registered_once() =>
        Spec.For(User.Decider).Given().When(new RegisterUser("u-1", "Emma Brown")).Then(Emma);

    [Fact]
    public void The_same_again_is_so_already() => Spec.For(User.Decider).Given(Emma).When(new RegisterUser("u-1", "Emma Brown")).Then();

    [Fact]
    public void Another_name_is_refused_also_the_one_from_before_a_change()
    {
        Spec.For(User.Decider).Given(Emma).When(new RegisterUser("u-1", "Emma Braun")).ThenRejected(new UserHasAnotherName());
        Spec.For(User.Decider).Given(Emma, new UserRenamed(Named("Emma Stone"))).When(new RegisterUser("u-1", "Emma Brown")).ThenRejected(new UserHasAnotherName());
    }

    [Fact]
    public void A_name_changes_once()
    {
        Spec.For(User.Decider).Given(Emma).When(new RenameUser("Emma Stone")).Then(new UserRenamed(Named("Emma Stone")));
        Spec.For(User.Decider).Given(Emma).When(new RenameUser("Emma Brown")).Then();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_name_is_a_name(string blank)
    {
        Spec.For(User.Decider).Given().When(new RegisterUser("u-1", blank)).Then(new UserRegistered("u-1", Named(blank)));
        Spec.For(User.Decider).Given(new UserRegistered("u-1", Named(blank))).When(new RenameUser("Emma")).Then(new UserRenamed(Named("Emma")));
    }

    [Fact]
    public void Who_is_not_there_is_neither_renamed_nor_removed()
    {
        Spec.For(User.Decider).Given().When(new RenameUser("Emma")).ThenRejected(new UserNotFound());
        Spec.For(User.Decider).Given().When(new RemoveUser()).ThenRejected(new UserNotFound());
        Spec.For(User.Decider).Given(Emma, new UserRemoved()).When(new RenameUser("Emma")).ThenRejected(new UserNotFound());
        Spec.For(User.Decider).Given(Emma, new UserRemoved()).When(new RemoveUser()).ThenRejected(new UserNotFound());
    }

    [Fact]
    public void Who_was_removed_can_be_registered_again()
    {
        Spec.For(User.Decider).Given(Emma).When(new RemoveUser()).Then(new UserRemoved());
        Spec.For(User.Decider).Given(Emma, new UserRemoved()).When(new RegisterUser("u-1", "Ada")).Then(new UserRegistered("u-1", Named("Ada")));
    }

    private static Personal<UserName> Named(string name) => new(null, new(name));
}
