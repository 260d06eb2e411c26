namespace Ledger.Tests.Projections.Closings;

/// <summary>Where a search begins never changes what it finds.</summary>
public sealed class RevisionAtTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(5, 7)]
    [InlineData(40, 7)]
    [InlineData(40, 500)]
    public async Task Whatever_the_hint_the_history_decides(int together, int closeBooksEvery)
    {
        var lab = await PastLab.FilledAsync(deposits: 200, together, closeBooksEvery);
        var loader = PastLab.LoaderOver(lab.Events);
        foreach (var time in lab.TellingTimes)
        {
            var expected = lab.RevisionAt(time);
            foreach (var hint in new long?[] { null, 0, 1, expected - 1, expected, expected + 1, 100, lab.History.Count - 1, lab.History.Count, 1_000_000_000 }.Where(hint => hint is not < 0))
            {
                (await loader.RevisionAtAsync(PastLab.Stream, time, hint, TestContext.Current.CancellationToken))
                    .Should().Be(expected, $"hinted at {hint}, at {time:O}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_500)]
    public async Task A_hint_from_long_before_is_left_where_reading_on_would_take_too_long(long hint)
    {
        var lab = await PastLab.FilledAsync(deposits: 12_000, together: 300, closeBooksEvery: 100_000);
        var loader = PastLab.LoaderOver(lab.Events);
        foreach (var index in new[] { 1_501, 4_095, 4_096, 4_097, 5_595, 5_596, 11_000, 12_000 })
        {
            var time = lab.History[index].Metadata.RecordedAt;
            (await loader.RevisionAtAsync(PastLab.Stream, time, hint, TestContext.Current.CancellationToken)).Should().Be(lab.RevisionAt(time));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(7L)]
    public async Task A_stream_that_is_not_there_has_no_revision(long? hint)
    {
        var loader = PastLab.LoaderOver(new Support.InMemoryEventStore());
        (await loader.RevisionAtAsync(PastLab.Stream, DateTimeOffset.MaxValue, hint, TestContext.Current.CancellationToken)).Should().Be(-1);
    }
}
