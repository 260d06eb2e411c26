using Ledger.Domain;

namespace Ledger.Tests.Architecture;

public sealed class DomainTests
{
    private static readonly Type[] Inexact = [typeof(float), typeof(double), typeof(decimal), typeof(Half)];

    [Fact]
    public void No_money_is_ever_anything_but_an_integer() =>
        DomainMembers.AllTypesUsed().Where(used => Inexact.Contains(used.Type)).Select(used => used.Where).Should().BeEmpty();

    [Fact]
    public void Every_event_is_registered()
    {
        var families = DomainMembers.Types.Where(type => type.IsAbstract && type.Name.EndsWith("Event", StringComparison.Ordinal)).ToList();
        var events = DomainMembers.Types.Where(type => !type.IsAbstract && families.Exists(family => family.IsAssignableFrom(type)));

        events.Should().NotBeEmpty().And.BeEquivalentTo(EventTypes.Current.Select(type => type.Record));
    }

    [Fact]
    public void Events_are_sealed_and_cannot_be_changed()
    {
        foreach (var record in EventTypes.Current.Select(type => type.Record))
        {
            record.IsSealed.Should().BeTrue();
            record.GetProperties().Where(property => property.SetMethod is { } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
                .Should().BeEmpty($"{record.Name} is a past fact");
        }
    }
}
