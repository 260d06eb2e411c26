using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Mailboxes;

/// <summary>Keys whose transactions lie before the newest closing of the books, so that a cold mailbox has to look for them.</summary>
public sealed class IndexedTransactionTests : IDisposable
{
    private readonly AccountLab _lab = new(new() { CloseBooksEvery = 5 });
    private readonly ScriptedIndex _index = new();
    private readonly List<Fact<AccountEvent>> _facts = [];

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task An_index_that_knows_nothing_is_made_good_by_the_stream()
    {
        await FillAsync();
        await EveryKeyIsReplayedAsync();
    }

    [Fact]
    public async Task An_index_that_covers_everything_is_followed()
    {
        await FillAsync();
        IndexUpTo(long.MaxValue);
        await EveryKeyIsReplayedAsync();
        _index.Asked.Should().BePositive();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(22)]
    public async Task An_index_that_covers_a_part_is_completed_from_the_stream(long coveredUpTo)
    {
        await FillAsync();
        IndexUpTo(coveredUpTo);
        await EveryKeyIsReplayedAsync();
    }

    [Fact]
    public async Task An_index_that_names_the_event_of_another_transaction_is_not_believed()
    {
        await FillAsync();
        IndexUpTo(long.MaxValue);
        _index.Revisions[AccountLab.TransactionOf("k0")] = 7;
        await EveryKeyIsReplayedAsync();
    }

    [Fact]
    public async Task An_index_that_names_an_event_which_does_not_exist_is_not_believed()
    {
        await FillAsync();
        IndexUpTo(long.MaxValue);
        _index.Revisions[AccountLab.TransactionOf("k1")] = 1_000_000;
        _index.Revisions[AccountLab.TransactionOf("new")] = 4;
        await EveryKeyIsReplayedAsync();
    }

    [Fact]
    public async Task What_an_index_knows_ahead_of_the_mailbox_is_read_not_repeated()
    {
        _lab.Known = _index;
        _lab.Restart();
        _lab.Store.IsShared = true;
        await _lab.OpenAsync();
        for (var i = 0; i < 4; i++)
        {
            await _lab.DepositAsync(1).FactAsync();
        }

        _lab.ForgetMailboxes();
        await _lab.DepositAsync(1).FactAsync();
        await _lab.RivalDepositAsync(50, "theirs");
        var revision = (await _lab.HistoryAsync())[^1].Recorded.Revision;
        _index.Revisions[AccountLab.TransactionOf("theirs")] = revision;
        _index.CoveredUpTo = revision;

        (await _lab.DepositAsync(50, "theirs").FactAsync(replayed: true)).Revision.Should().Be(revision);
        (await _lab.VerifiedBalanceAsync()).Should().Be(55);
    }

    [Fact]
    public async Task New_keys_are_carried_out_whatever_the_index_covers()
    {
        await FillAsync();
        foreach (var covered in new[] { -1L, 3L, 1_000_000L })
        {
            IndexUpTo(covered);
            _lab.ForgetMailboxes();
            await _lab.DepositAsync(1, $"new-{covered}").FactAsync();
            await _lab.DepositAsync(1, $"new-{covered}").FactAsync(replayed: true);
        }

        (await _lab.VerifiedBalanceAsync()).Should().Be(23);
    }

    private async Task FillAsync()
    {
        _lab.Known = _index;
        _lab.Restart();
        await _lab.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            _facts.Add(await _lab.DepositAsync(1, $"k{i}").FactAsync());
        }
    }

    private void IndexUpTo(long revision)
    {
        _index.CoveredUpTo = Math.Min(revision, _facts[^1].Revision);
        foreach (var fact in _facts.Where(fact => fact.Revision <= revision))
        {
            _index.Revisions[fact.Metadata.TransactionId!.Value] = fact.Revision;
        }
    }

    private async Task EveryKeyIsReplayedAsync()
    {
        for (var i = 0; i < _facts.Count; i++)
        {
            // Cold each time, so that nothing is remembered from the last question.
            _lab.ForgetMailboxes();
            (await _lab.DepositAsync(1, $"k{i}").FactAsync(replayed: true)).Should().Be(_facts[i]);
            _lab.ForgetMailboxes();
            await _lab.WithdrawAsync(1, $"k{i}").IsAsync<Outcome<AccountEvent>.KeyReused>();
        }

        // And all in one batch, with one that is new.
        _lab.ForgetMailboxes();
        _lab.Store.Hold();
        var blocker = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        var repeated = _facts.Select((_, i) => _lab.DepositAsync(1, $"k{i}")).ToList();
        var added = _lab.DepositAsync(1, "new");
        _lab.Store.Release();
        (await Task.WhenAll(repeated.Select(outcome => outcome.FactAsync(replayed: true)))).Should().Equal(_facts);
        await added.FactAsync();
        await blocker.FactAsync();
        (await _lab.VerifiedBalanceAsync()).Should().Be(22);
    }
}
