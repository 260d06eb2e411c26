using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;
using Ledger.Projections.Transactions;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.Search;

/// <summary>Words are found by way of the index, in every generation of it, with the same answers in every store.</summary>
public abstract class SearchSuite(ReadModelStores stores) : IAsyncLifetime
{
    private readonly ProjectionLab _lab = new(stores);
    private IReadModelStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ProjectionSchema Schema => new SearchProjection().Schema;

    public async ValueTask InitializeAsync()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 0);
        await _lab.OpenAsync("A0x");
        await SayAsync("a0", "Miete März", "R-1");
        await SayAsync("a0", "Miete April", "R-2");
        await SayAsync("a1", "miete MARZ", "r 1");
        await SayAsync("a1", null, null);
        await SayAsync("A0x", new string('é', 500), "@a0 \"OR\" x* NOT:(y)");
        _store = _lab.OpenReadModels();
        await (await _lab.StartAsync(_store)).ApplyToAllAsync(await _lab.AllEventsAsync());
    }

    public ValueTask DisposeAsync()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("miete", null, "a1/r 1, a0/R-2, a0/R-1")]
    [InlineData("marz", null, "a1/r 1, a0/R-1")]
    [InlineData("März r 1 MIETE", null, "a1/r 1, a0/R-1")]
    [InlineData("miete", "a0", "a0/R-2, a0/R-1")]
    [InlineData("miete", "A0", "")]
    [InlineData("miete", "nobody", "")]
    [InlineData("miet", null, "")]
    [InlineData("miete mai", null, "")]
    [InlineData("a0", null, "A0x/@a0 \"OR\" x* NOT:(y)")]
    [InlineData("or AND not", null, "")]
    [InlineData("or not y", null, "A0x/@a0 \"OR\" x* NOT:(y)")]
    [InlineData("\" * ( : ^ -", null, "")]
    public async Task Every_word_has_to_be_there_as_a_word(string q, string? account, string expected) =>
        (await AskAsync(q, account)).Should().Equal(expected.Split(", ", StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Words_of_any_length_and_any_number_are_found()
    {
        (await AskAsync(new string('é', 300))).Should().ContainSingle();
        (await AskAsync(string.Join(' ', Enumerable.Range(0, 100).Select(i => $"w{i}")))).Should().BeEmpty();
        await SayAsync("a1", string.Join(' ', Enumerable.Range(0, 100).Select(i => $"w{i}")), "many");
        await GoOnAsync();
        (await AskAsync(string.Join(' ', Enumerable.Range(0, 100).Select(i => $"w{i}")))).Should().Equal("a1/many");
    }

    [Fact]
    public async Task Page_by_page_all_are_found_once_and_the_newest_first()
    {
        for (var i = 0; i < 30; i++)
        {
            await SayAsync(i % 3 == 0 ? "a1" : "a0", i % 2 == 0 ? "Miete Haus" : "Haus", $"p{i}");
        }

        await GoOnAsync();
        foreach (var (q, account, expected) in new[]
        {
            ("haus miete", null, Enumerable.Range(0, 30).Where(i => i % 2 == 0)),
            ("haus", null, Enumerable.Range(0, 30)),
            ("haus", "a1", Enumerable.Range(0, 30).Where(i => i % 3 == 0)),
        })
        {
            var (found, before) = (new List<string?>(), (Position?)null);
            while (await ListAsync(q, account, before, 4) is { Count: > 0 } page)
            {
                found.AddRange(page.Select(row => row.Reference));
                before = page[^1].Position;
            }

            found.Should().Equal(expected.Reverse().Select(i => $"p{i}"));
        }
    }

    [Fact]
    public async Task A_generation_that_is_switched_to_and_back_from_is_searched_with_all_that_came_since()
    {
        var generation = await BuiltBesideAsync();
        (await CompareAsync(generation)).IsSame.Should().BeTrue();
        await SayAsync("a0", "Miete Mai", "R-3");
        await GoOnAsync();
        (await CompareAsync(generation)).IsSame.Should().BeTrue();

        (await _store.Generations.SwitchAsync(Schema, generation, Token)).Should().BeTrue();
        (await AskAsync("miete")).Should().Equal("a0/R-3", "a1/r 1", "a0/R-2", "a0/R-1");
        await SayAsync("a1", "Miete Juni", "R-4");
        await GoOnAsync();
        (await AskAsync("juni miete")).Should().Equal("a1/R-4");

        (await _store.Generations.SwitchAsync(Schema, 1, Token)).Should().BeTrue();
        (await AskAsync("miete")).Should().Equal("a1/R-4", "a0/R-3", "a1/r 1", "a0/R-2", "a0/R-1");
        (await _store.Generations.DropAsync(Schema, generation, Token)).Should().BeTrue();
        (await AskAsync("miete r 1")).Should().Equal("a1/r 1", "a0/R-1");
        (await BuiltBesideAsync()).Should().BeGreaterThan(generation, "what was dropped has left nothing behind");
    }

    [Fact]
    public async Task Rows_that_differ_are_told_by_their_stream()
    {
        var generation = await BuiltBesideAsync();
        await stores.ExecuteAsync($"UPDATE transaction_search_g{generation} SET terms = '@a0 other' WHERE account_id = 'a0' AND revision = 1");
        await stores.ExecuteAsync($"DELETE FROM transaction_search_g{generation} WHERE account_id = 'a0' AND revision = 2");

        var compared = await CompareAsync(generation);
        (compared.Changed, compared.Missing, compared.Added).Should().Be((1, 1, 0));
        compared.First.Should().HaveCount(2).And.OnlyContain(one => one.Stream == "account-a0");
        (await _store.Generations.SwitchAsync(Schema, generation, Token)).Should().BeTrue();
        (await AskAsync("miete")).Should().Equal("a1/r 1");
        (await AskAsync("other", "a0")).Should().Equal("a0/R-1");
    }

    [Fact]
    public async Task Another_version_begins_anew()
    {
        var next = Schema with { Version = 2 };
        (await _store.PrepareAsync(next, Token)).Should().Be(ProjectionCheckpoint.None);
        (await AskAsync("miete")).Should().BeEmpty();
        (await _store.PrepareAsync(Schema, Token)).Should().Be(ProjectionCheckpoint.None);
        await GoOnAsync();
        (await AskAsync("miete")).Should().HaveCount(3);
    }

    private async Task<IEnumerable<string>> AskAsync(string q, string? account = null) =>
        (await ListAsync(q, account, null, 50)).Select(row => $"{row.AccountId}/{row.Reference}");

    private Task<IReadOnlyList<TransactionRow>> ListAsync(string q, string? account, Position? before, int limit) =>
        new TransactionQueries(_store).ListAsync(
            new(account, null, null, null, null, null, null, null, null, null, Words.Of(q)), before, limit, Token);

    private Task SayAsync(string account, string? description, string? reference) => _lab.DepositAsync(account, 1, null, new(description, reference));

    private async Task GoOnAsync() => await (await _lab.StartAsync(_store)).ApplyToAllAsync(await _lab.AllEventsAsync());

    private Task<GenerationComparison> CompareAsync(int generation) => _store.Generations.CompareAsync(Schema, generation, 10, Token);

    /// <summary>A second generation, loaded and joined.</summary>
    private async Task<int> BuiltBesideAsync()
    {
        var generation = (await _store.Generations.BeginAsync(Schema, OnDifference.Stop, Token))!.Value;
        var fold = new SearchProjection().Begin();
        (await _lab.AllEventsAsync()).ForEach(fold.Add);
        var to = (await _store.FindAsync(Schema, Token))!;
        (await _store.Generations.LoadAsync(Schema, generation, Position.Start, to, 1, progress: null, fold.WriteTo, Token)).Should().BeTrue();
        await _store.Generations.IndexAsync(Schema, generation, Token);
        (await _store.Generations.TryJoinAsync(Schema, generation, Token)).Should().BeTrue();
        return generation;
    }
}
