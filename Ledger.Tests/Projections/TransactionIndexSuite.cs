using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.TransactionIds;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>The index that mailboxes ask, over the read model that answers.</summary>
public abstract class TransactionIndexSuite(ReadModelStores stores) : IDisposable
{
    private static readonly StreamName Stream = new(Account.StreamOf("a0"));

    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_finds_the_first_event_of_a_transaction_and_says_how_far_it_has_seen()
    {
        var index = await IndexAfterAsync(events: 4);
        var found = await index.FindAsync(Stream, [IdOf("k0"), IdOf("k2"), IdOf("k4")], CancellationToken.None);

        found.CoveredUpTo.Should().Be(3);
        found.FirstRevisions.Should().Equal(new Dictionary<Guid, long> { [IdOf("k0")] = 1, [IdOf("k2")] = 3 });
    }

    [Fact]
    public async Task Of_a_stream_that_it_has_never_seen_it_covers_nothing()
    {
        var index = await IndexAfterAsync(events: 4);
        (await index.FindAsync(new("account-other"), [IdOf("k0")], CancellationToken.None)).Should().BeEquivalentTo(KnownTransactions.Nothing);
    }

    [Fact]
    public async Task While_its_history_is_not_trusted_it_covers_nothing()
    {
        var index = await IndexAfterAsync(events: 4);
        index.IsTrusted = () => false;
        (await index.FindAsync(Stream, [IdOf("k0")], CancellationToken.None)).Should().BeSameAs(KnownTransactions.Nothing);
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_covers_nothing()
    {
        var empty = _lab.OpenReadModels("without tables");
        var index = IndexOver(empty);
        (await index.FindAsync(Stream, [IdOf("k0")], CancellationToken.None)).Should().BeSameAs(KnownTransactions.Nothing);
    }

    private static Guid IdOf(string key) => TransactionKeys.TransactionIdOf(Stream, key);

    private static KnownTransactionsQuery IndexOver(IReadModelStore store) =>
        new(store, NullLogger<KnownTransactionsQuery>.Instance) { IsTrusted = () => true };

    /// <summary>An account with five keyed deposits, of which the index has seen the first events.</summary>
    private async Task<KnownTransactionsQuery> IndexAfterAsync(int events)
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 0);
        for (var i = 0; i < 5; i++)
        {
            await _lab.DepositAsync("a0", 1, $"k{i}");
        }

        var store = _lab.OpenReadModels();
        await (await _lab.StartAsync(store)).ApplyToAllAsync((await _lab.AllEventsAsync())[..events]);
        return IndexOver(store);
    }
}
