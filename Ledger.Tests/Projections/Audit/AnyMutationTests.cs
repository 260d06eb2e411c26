using FsCheck;
using FsCheck.Fluent;
using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;
using Ledger.Projections.Audit;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Whatever single thing is done to the log is found, at the stream that it was done to.</summary>
public sealed class AnyMutationTests
{
    [Fact]
    public async Task Any_single_mutation_is_found()
    {
        using var lab = await AuditLab.WithEverythingAsync(seed: 5, movements: 30);
        var log = await lab.AllAsync();
        var draws = from kind in Gen.Elements(Mutation.Kinds) from seed in Gen.Choose(0, int.MaxValue - 1) select (kind, seed);

        Prop.ForAll(draws.ToArbitrary(), draw => FoundAsync(draw.kind, draw.seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        async Task FoundAsync(string kind, int seed)
        {
            var (spoiled, what) = Mutation.Of(log, kind, new Random(seed));
            if (what.Length == 0)
            {
                return;
            }

            var report = await lab.VerifyAsync(new SpoiledStore(spoiled));
            report.Passed.Should().BeFalse(what);
            report.Findings.Should().Contain(finding => finding.Stream == StreamOf(what), what);
        }
    }

    [Fact]
    public async Task An_unspoiled_copy_of_the_log_passes()
    {
        using var lab = await AuditLab.WithEverythingAsync(seed: 5, movements: 30);
        (await lab.VerifyAsync(new SpoiledStore(await lab.AllAsync()))).Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_that_notices_a_missing_event_itself_does_not_stop_the_verification()
    {
        using var lab = await AuditLab.FilledAsync();
        var log = await lab.AllAsync();
        log.RemoveAll(e => e.Stream.Value == "account-a1" && e.Revision == 9);
        var strict = new SpoiledStore(log) { IsStrict = true };

        (await lab.VerifyAsync(strict)).Findings.Should().Contain(f => f.Kind == FindingKinds.EventMissing && f.Stream == "account-a1" && f.Revision == 9);
        (await lab.VerifyAccountAsync("a1", strict)).Findings.Should().Contain(f => f.Kind == FindingKinds.StreamCorrupt && f.Stream == "account-a1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_store_that_goes_away_is_no_finding_but_a_fault(int after)
    {
        using var lab = await AuditLab.FilledAsync();
        var away = new SpoiledStore(await lab.AllAsync()) { FailAfter = after };
        await FluentActions.Awaiting(() => lab.VerifyAsync(away)).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task A_verification_can_be_cancelled()
    {
        using var lab = await AuditLab.FilledAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var verifier = new Verifier(lab.Events, Ledger.EventStore.Serialization.EventSerializer.Default, lab.ReadModels, LedgerStreams.All, TimeProvider.System);
        await FluentActions.Awaiting(() => verifier.VerifyAsync(new(TimeProvider.System), cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    private static string StreamOf(string what) => what.Split(" at ")[1].Split(' ')[0];
}
