using System.Reflection;

namespace Ledger.Tests.Api;

/// <summary>What is promised over HTTP is promised on every pair of stores.</summary>
public sealed class EveryStoreTests
{
    [Theory]
    [InlineData("OnEmbeddedStores")]
    [InlineData("OnEventStoreDb")]
    [InlineData("OnPostgres")]
    [InlineData("OnProductionStores")]
    public void Every_suite_of_the_api_runs_on_these_stores(string stores)
    {
        var suites = TypesOfTheApi().Where(type => type.IsAbstract && type.Name.EndsWith("Suite", StringComparison.Ordinal)).ToList();
        suites.Should().HaveCountGreaterThan(10);
        TypesOfTheApi().Where(type => type.Namespace == $"{typeof(EveryStoreTests).Namespace}.{stores}").Select(type => type.BaseType)
            .Should().BeEquivalentTo(suites);
    }

    private static IEnumerable<Type> TypesOfTheApi() => Assembly.GetExecutingAssembly().GetTypes().Where(type =>
        type.IsClass && !type.IsNested && type.Namespace?.StartsWith(typeof(EveryStoreTests).Namespace!, StringComparison.Ordinal) == true);
}
