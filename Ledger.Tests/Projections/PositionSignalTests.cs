using Ledger.EventStore.Port;
using Ledger.Projections.Engine;

namespace Ledger.Tests.Projections;

public sealed class PositionSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly PositionSignal _signal = new();

    [Fact]
    public async Task A_position_that_is_reached_is_not_waited_for()
    {
        _signal.Advance(At(5));
        (await WaitAsync(At(5), Long)).Should().BeTrue();
        (await WaitAsync(At(3), TimeSpan.Zero)).Should().BeTrue();
    }

    [Fact]
    public async Task Whoever_waits_is_woken_when_his_position_is_reached_and_not_before()
    {
        var (near, far) = (WaitAsync(At(5), Long), WaitAsync(At(9), Long));
        _signal.Advance(At(4));
        near.IsCompleted.Should().BeFalse();
        _signal.IsAwaited.Should().BeTrue();
        _signal.Advance(At(6));
        (await near).Should().BeTrue();
        far.IsCompleted.Should().BeFalse();
        _signal.Advance(At(9));
        (await far).Should().BeTrue();
        _signal.IsAwaited.Should().BeFalse();
    }

    [Fact]
    public void It_never_goes_back()
    {
        _signal.Advance(At(5));
        _signal.Advance(At(2));
        _signal.Position.Should().Be(At(5));
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_has_run_out() =>
        (await WaitAsync(At(1), TimeSpan.FromMilliseconds(10))).Should().BeFalse();

    [Fact]
    public async Task Once_it_is_released_nobody_waits_any_more()
    {
        var waiting = WaitAsync(At(5), Long);
        _signal.Release();
        (await waiting).Should().BeFalse();
        (await WaitAsync(At(6), Long)).Should().BeFalse();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _signal.WaitForAsync(At(5), Long, cancellation.Token);
        await cancellation.CancelAsync();
        await waiting.Awaiting(w => w).Should().ThrowAsync<OperationCanceledException>();
    }

    private static Position At(ulong position) => new(position, position);

    private Task<bool> WaitAsync(Position position, TimeSpan timeout) => _signal.WaitForAsync(position, timeout, CancellationToken.None);
}
