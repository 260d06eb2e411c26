using Ledger.Api.Processes;

namespace Ledger.Tests.Api.Processes;

public sealed class KeptRunsTests : IDisposable
{
    private readonly KeptRuns<Run> _runs = new(kept: 2);

    public void Dispose() => _runs.Dispose();

    [Fact]
    public async Task One_that_may_not_begin_beside_those_under_way_is_not_made()
    {
        var first = Begin()!;

        Begin().Should().BeNull();
        first.Finish();
        (await EventuallyAsync(Begin)).Should().NotBeNull();
    }

    [Fact]
    public async Task Those_under_way_and_the_last_that_ended_are_kept()
    {
        var ended = new List<Run>();
        for (var i = 0; i < 4; i++)
        {
            ended.Add((await EventuallyAsync(Begin))!);
            ended[i].Finish();
        }

        var last = (await EventuallyAsync(Begin))!;

        ended.Select(run => _runs.Find(run.Id)).Should().Equal(null, null, ended[2], ended[3]);
        _runs.Find(last.Id).Should().BeSameAs(last);
        last.Finish();
    }

    [Fact]
    public async Task A_stop_ends_what_is_under_way_and_lets_nothing_begin()
    {
        var run = Begin()!;

        await _runs.StopAsync();

        (run.IsUnderWay, run.WasStopped).Should().Be((false, true));
        Begin().Should().BeNull();
    }

    /// <summary>An ended run is told so by its own task, a moment after it was asked to end.</summary>
    private static async Task<Run?> EventuallyAsync(Func<Run?> begin)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (begin() is { } begun)
            {
                return begun;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return null;
    }

    private Run? Begin() => _runs.TryBegin(others => !others.Any(), () => new Run(), (run, stopping) => run.GoOnAsync(stopping));

    private sealed class Run : IRun
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Id { get; } = Guid.CreateVersion7();

        public bool IsUnderWay { get; private set; } = true;

        public bool WasStopped { get; private set; }

        public void Finish() => _end.TrySetResult();

        public async Task GoOnAsync(CancellationToken stopping)
        {
            try
            {
                await _end.Task.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                WasStopped = true;
            }

            IsUnderWay = false;
        }
    }
}
