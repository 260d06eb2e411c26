using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Closings;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Closings;

/// <summary>The index of closings, over the read model that answers.</summary>
public abstract class ClosingsSuite(ReadModelStores stores) : IAsyncDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task It_names_the_newest_closing_that_was_recorded_by_then(int together)
    {
        var lab = await PastLab.FilledAsync(deposits: 120, together, closeBooksEvery: 7);
        var query = QueryOver(await BuiltAsync(lab, lab.History.Count));
        lab.Closings.Should().HaveCountGreaterThan(10);

        foreach (var time in lab.TellingTimes)
        {
            (await query.LastAtAsync(PastLab.Id, time, Token))
                .Should().Be(lab.Closings.LastOrDefault(e => e.Metadata.RecordedAt <= time)?.Recorded.Revision ?? 0, $"at {time:O}");
        }

        (await query.LastAtAsync("other", DateTimeOffset.MaxValue, Token)).Should().Be(0);
    }

    [Fact]
    public async Task Late_empty_and_missing_it_leads_to_the_same_answers()
    {
        var lab = await PastLab.FilledAsync(deposits: 120, together: 3, closeBooksEvery: 7);
        var loader = PastLab.LoaderOver(lab.Events);
        foreach (var query in new[] { QueryOver(await BuiltAsync(lab, 70, "late")), QueryOver(await BuiltAsync(lab, 0, "empty")), QueryOver(await stores.OpenAsync("missing")) })
        {
            foreach (var time in lab.TellingTimes)
            {
                var hint = await query.LastAtAsync(PastLab.Id, time, Token);
                (await loader.RevisionAtAsync(PastLab.Stream, time, hint, Token)).Should().Be(lab.RevisionAt(time), $"at {time:O}");
            }
        }

        (await QueryOver(await stores.OpenAsync("none")).LastAtAsync(PastLab.Id, DateTimeOffset.MaxValue, Token)).Should().BeNull("it cannot be asked");
    }

    private static ClosingsQuery QueryOver(IReadModelStore store) => new(store, NullLogger<ClosingsQuery>.Instance);

    /// <summary>The index after the first of the events.</summary>
    private async Task<IReadModelStore> BuiltAsync(PastLab lab, int events, string name = "read")
    {
        var store = await stores.OpenAsync(name);
        var runner = new ProjectionRunner(new ClosingsProjection(), store, ProjectionLab.LedgerId, TimeProvider.System, NullLogger.Instance);
        await runner.StartAsync(lab.Events, Token);
        var upTo = events == 0 ? Position.Start : lab.History[events - 1].Recorded.Position;
        await runner.CatchUpAsync(lab.Events, EventSerializer.Default, StreamFilter.All, upTo, Token);
        runner.Error.Should().BeNull();
        return store;
    }
}
