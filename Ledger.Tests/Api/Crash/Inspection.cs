using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>Compares what clients were promised with what there is.</summary>
internal static class Inspection
{
    /// <summary>Every promise is kept exactly once, and nothing is there that nobody sent.</summary>
    public static async Task ThroughListsAsync(LedgerClient client, Load load)
    {
        load.Unexpected.Should().BeEmpty();
        var listed = await client.AllAsync("/v1/transactions");
        var found = listed.ToLookup(item => item.GetProperty("reference").GetString()!, StringComparer.Ordinal);
        found.Where(same => same.Count() > 1).Select(same => same.Key).Should().BeEmpty("nothing is applied twice");
        found.Select(same => same.Key).Where(reference => !load.Commands.ContainsKey(reference)).Should().BeEmpty("nobody sent it");

        foreach (var sent in load.Commands.Values)
        {
            var there = found[sent.Reference].ToList();
            if (sent.Known is Known.NotWritten)
            {
                there.Should().BeEmpty($"the answer to {sent} promised that nothing is written");
                continue;
            }

            if (sent.Known is not Known.Nothing)
            {
                there.Should().ContainSingle($"{sent} was acknowledged");
                there[0].GetProperty("id").GetString().Should().Be(sent.TransactionId);
                there[0].GetProperty("status").GetString().Should().Be(sent.Known is Known.Posted ? "posted" : "declined");
            }

            foreach (var item in there)
            {
                item.GetProperty("accountId").GetString().Should().Be(sent.AccountId);
                item.GetProperty("type").GetString().Should().Be(sent.Type);
                item.GetProperty("amount").GetString().Should().Be($"{sent.Cents / 100}.{sent.Cents % 100:D2}");
            }
        }
    }

    /// <summary>Reads the whole log: revisions without gaps, chains that hold, and a fold that gives each balance that was told.</summary>
    /// <returns>How many transactions it holds.</returns>
    public static async Task<int> ThroughLogAsync(LedgerStores stores, IReadOnlyDictionary<string, string> balances)
    {
        await using var log = stores.OpenEvents();
        var (heads, folded, count) = (new Dictionary<string, (long Revision, Chain Chain)>(StringComparer.Ordinal),
            new Dictionary<string, long>(StringComparer.Ordinal), 0);
        await foreach (var e in log.Events.ReadAllAsync(Position.Start, StreamFilter.All, CancellationToken.None))
        {
            var stream = e.Stream.Value;
            var (revision, chain) = heads.TryGetValue(stream, out var head) ? head : (-1L, Chain.StartOf(e.Stream));
            e.Revision.Should().Be(revision + 1);
            var (covered, stored) = MetadataFormat.Split(e.Metadata);
            chain.Next(e.Revision, e.Id, e.Type, e.Data.Span, covered.Span).Should().Be(stored, $"the chain of {stream} holds at {e.Revision}");
            heads[stream] = (e.Revision, stored);

            var before = folded.GetValueOrDefault(stream);
            var happened = EventSerializer.Default.Deserialize(e);
            folded[stream] = happened switch
            {
                FundsDeposited deposited => Checked(before + deposited.Amount.MinorUnits, deposited.BalanceAfter.MinorUnits),
                FundsWithdrawn withdrawn => Checked(before - withdrawn.Amount.MinorUnits, withdrawn.BalanceAfter.MinorUnits),
                WithdrawalDeclined declined => Checked(before, declined.Balance.MinorUnits),
                BooksClosed closed => Checked(before, closed.Balance.MinorUnits),
                _ => before,
            };
            folded[stream].Should().BeGreaterThanOrEqualTo(0, "no account has an overdraft");
            count += happened is TransactionEvent ? 1 : 0;
        }

        foreach (var (account, balance) in balances)
        {
            var cents = folded[Account.StreamOf(account)];
            balance.Should().Be($"{cents / 100}.{cents % 100:D2}");
        }

        return count;
    }

    private static long Checked(long folded, long stored)
    {
        stored.Should().Be(folded, "a stored balance is that of the fold");
        return folded;
    }
}
