using System.Threading.Channels;
using Ledger.Api.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Api.Processes;

public sealed class LeadingWorkTests
{
    [Fact]
    public async Task A_round_that_breaks_off_is_followed_by_another_whatever_it_met()
    {
        using var work = new Rounds(() => true, round => round < 3 ? throw new InvalidOperationException("a bug") : Task.CompletedTask);
        await work.StartAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 5; round++)
        {
            (await work.NextAsync()).Should().Be(round);
        }

        await work.StopAsync(TestContext.Current.CancellationToken);
        work.ExecuteTask!.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Only_who_leads_works()
    {
        var isLeading = false;
        using var work = new Rounds(() => Volatile.Read(ref isLeading), _ => Task.CompletedTask);
        await work.StartAsync(TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        work.Count.Should().Be(0);

        Volatile.Write(ref isLeading, true);
        (await work.NextAsync()).Should().Be(0);
        await work.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_round_that_waits_ends_with_the_service()
    {
        using var work = new Rounds(() => true, _ => Task.Delay(Timeout.Infinite, CancellationToken.None));
        await work.StartAsync(TestContext.Current.CancellationToken);
        await work.NextAsync();
        await work.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private sealed class Rounds(Func<bool> isLeading, Func<int, Task> round)
        : LeadingWork(TimeSpan.FromMilliseconds(5), isLeading, TimeProvider.System, NullLogger.Instance)
    {
        private readonly Channel<int> _begun = Channel.CreateUnbounded<int>();

        public int Count { get; private set; }

        public async Task<int> NextAsync() => await _begun.Reader.ReadAsync(TestContext.Current.CancellationToken);

        protected override async Task RoundAsync(CancellationToken stoppingToken)
        {
            var number = Count++;
            await _begun.Writer.WriteAsync(number, stoppingToken);
            await round(number).WaitAsync(stoppingToken);
        }
    }
}
