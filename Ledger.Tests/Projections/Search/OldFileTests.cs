using Ledger.Projections.Search;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.Search;

public sealed class OldFileTests
{
    [Fact]
    public async Task A_file_of_another_format_is_built_anew_with_its_indexes_of_terms()
    {
        await using var stores = new SqliteReadModels();
        var store = await stores.OpenAsync();
        await store.PrepareAsync(new SearchProjection().Schema, TestContext.Current.CancellationToken);
        await stores.CloseAsync(store);
        await stores.ExecuteAsync("PRAGMA user_version = 1");

        var again = await stores.OpenAsync();

        (await again.FindAsync(new SearchProjection().Schema, TestContext.Current.CancellationToken)).Should().BeNull();
        (await again.PrepareAsync(new SearchProjection().Schema, TestContext.Current.CancellationToken)).Should().NotBeNull();
    }
}
