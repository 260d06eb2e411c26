using System.Reflection;

namespace Ledger.Tests.Architecture;

/// <summary>References run one way: Domain, EventStore, Projections, Api.</summary>
public sealed class LayerTests
{
    private static readonly string[] Layers = ["Ledger.Domain", "Ledger.EventStore", "Ledger.Projections", "Ledger.Api"];

    public static TheoryData<string> Projects => [.. Layers];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_below_it(string project)
    {
        var allowed = Layers.TakeWhile(layer => layer != project);

        ReferencesOf(project).Where(name => name.StartsWith("Ledger.", StringComparison.Ordinal)).Should().BeSubsetOf(allowed);
    }

    [Fact]
    public void The_domain_stands_on_the_framework_alone() => ReferencesOf("Ledger.Domain")
        .Should().OnlyContain(name => name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard" || name == "mscorlib");

    [Fact]
    public void The_event_store_knows_nothing_of_HTTP() => ReferencesOf("Ledger.EventStore")
        .Should().NotContain(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void The_domain_takes_no_time_from_a_clock_and_makes_no_ids()
    {
        var forbidden = new[] { "TimeProvider", "Random", "RandomNumberGenerator" };

        DomainMembers.AllTypesUsed().Select(used => used.Type.Name).Should().NotContain(name => forbidden.Contains(name));
    }

    private static IEnumerable<string> ReferencesOf(string project) =>
        Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);
}
